import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './Button';

export interface CopyButtonProps {
  readonly text: string;
  /** What is copied, in words. */
  readonly label?: string;
  readonly className?: string;
}

const SHOWN_MS = 2_000;

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label = 'Copy', className }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);

  // The clipboard is missing on plain http and may be refused; the text itself is on the page then.
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setState('done');
    } catch {
      setState('failed');
    }
  };

  const words = { idle: label, done: 'Copied', failed: 'Select and copy it by hand' }[state];
  return (
    <Button {...(className === undefined ? {} : { className })} onClick={() => void copy()}>
      {state === 'done' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      <span aria-live="polite">{words}</span>
    </Button>
  );
}

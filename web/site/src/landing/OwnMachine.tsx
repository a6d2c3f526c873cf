import { IconButton } from '@matrixos/ui';
import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { say } from '../shell/announce';

/** How to have it on a machine of one's own: the two commands of the README. */
export function OwnMachine() {
  return (
    <section
      aria-labelledby="own"
      className="mx-auto grid w-full max-w-[1120px] gap-x-12 gap-y-8 px-6 py-28 max-sm:px-4 max-sm:py-20 lg:grid-cols-[1fr_1.35fr]"
    >
      <div>
        <h2 id="own" className="lp-title">
          On your own machine
        </h2>
        <p className="mt-4 max-w-[46ch] text-[15px] leading-6 text-muted">
          A fresh Debian or Ubuntu with a JDK 25 is enough. No internet service is needed: accounts,
          database and a demo model are local.
        </p>
        <p className="mt-4 text-[15px]">
          <Link href="/status" className="mx-link inline-block max-md:py-3">
            How this host is now
          </Link>
        </p>
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <Command text="./matrixos up --demo">
          Installs what is missing, builds everything, starts the host and prints a link that opens
          a running computer.
        </Command>
        <Command text="./matrixos test">
          All tests, including those against a real Docker Engine and a real browser.
        </Command>
      </div>
    </section>
  );
}

/** For how long the button says that it has copied. */
const COPIED_MS = 2_000;

function Command({ text, children }: { readonly text: string; readonly children: string }) {
  const code = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say('Copied');
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_MS);
    } catch {
      // Without https there is no clipboard to write to: the person's own key has to do it.
      if (code.current !== null) getSelection()?.selectAllChildren(code.current);
      say('Selected; copy it with Ctrl+C');
    }
  };
  return (
    <div>
      <div className="flex items-center justify-between gap-3 rounded-panel border border-line bg-surface py-2 pr-2 pl-5 shadow-1 max-sm:pl-4">
        <p className="min-w-0 font-mono text-[15px] max-sm:text-[14px]">
          <span aria-hidden className="mr-2.5 text-muted select-none">
            $
          </span>
          <code ref={code}>{text}</code>
        </p>
        <IconButton
          icon={copied ? Check : Copy}
          label={`Copy ${text}`}
          className="size-10"
          onClick={() => void copy()}
        />
      </div>
      <p className="mt-2 px-1 text-muted">{children}</p>
    </div>
  );
}

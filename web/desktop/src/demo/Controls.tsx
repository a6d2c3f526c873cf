import { IconButton } from '@matrixos/ui';
import { Pause, Play, RotateCcw } from 'lucide-react';
import { hold, type Play as State, resume, start, usePlay } from './player';

const WORDS: Record<State, string> = {
  playing: 'Scripted demo',
  held: 'Scripted demo, held: it is yours to try',
  over: 'Scripted demo, yours to try',
};

/** Says what this is, and lets one hold it, go on and begin again. */
export function Controls() {
  const play = usePlay((it) => it.play);
  return (
    <div
      data-demo-controls
      role="group"
      aria-label="Demo"
      className="flex min-w-0 items-center gap-0.5 rounded-full bg-accent-soft pr-0.5 pl-2.5 text-[12px] font-medium text-on-accent-soft max-md:w-full max-md:rounded-none max-md:pl-3 md:h-7"
    >
      <span role="status" className="truncate max-md:flex-1">
        {WORDS[play]}
      </span>
      {play === 'playing' && <Control icon={Pause} label="Hold the demo" run={hold} />}
      {play === 'held' && <Control icon={Play} label="Go on with the demo" run={resume} />}
      <Control icon={RotateCcw} label="Play the demo from the beginning" run={start} />
    </div>
  );
}

interface ControlProps {
  readonly icon: typeof Pause;
  readonly label: string;
  readonly run: () => void;
}

const Control = ({ icon, label, run }: ControlProps) => (
  <IconButton
    icon={icon}
    label={label}
    onClick={run}
    className="text-on-accent-soft hover:bg-transparent md:size-6"
  />
);

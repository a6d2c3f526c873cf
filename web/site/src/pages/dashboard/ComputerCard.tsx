import { Banner, Button, Panel, StatePill } from '@matrixos/ui';
import { ArrowUpRight, Moon, RotateCw, Sun, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { platformUrl } from '../../api/http';
import type { Computer, Host } from '../../api/types';
import { useSend } from '../../api/useSend';
import { say } from '../../shell/announce';
import { ButtonLink } from '../../shell/ButtonLink';
import { useNow } from '../../shell/time';
import { words } from '../../shell/words';
import { Confirm, QUESTIONS } from './Confirm';
import { describe, type Verb } from './describe';
import { Figures } from './Figures';
import { Steps } from './Steps';

const BUTTONS: Partial<Record<Verb, readonly [LucideIcon, string]>> = {
  start: [Sun, 'Wake it'],
  stop: [Moon, 'Put to sleep'],
  restart: [RotateCw, 'Restart'],
};

const DONE: Record<Verb, string> = {
  provision: 'Your computer is being set up.',
  start: 'Your computer is waking up.',
  stop: 'Your computer is going to sleep.',
  restart: 'Your computer is restarting.',
  update: 'Your computer is being updated.',
};

export interface ComputerCardProps {
  readonly computer: Computer;
  readonly host: Host;
  readonly onChange: (computer: Computer) => void;
}

/** Is my computer there, and what is it doing? */
export function ComputerCard({ computer, host, onChange }: ComputerCardProps) {
  const now = useNow();
  const sending = useSend();
  const [asking, setAsking] = useState<Verb | null>(null);
  const { handle, steps, state } = computer;
  const told = describe(computer, now);

  const act = async (verb: Verb): Promise<void> => {
    const answer = await sending.send<Computer>(`/api/me/computer/${verb}`, {
      method: 'POST',
      body: {},
    });
    if (answer?.ok !== true) return;
    setAsking(null);
    onChange(answer.value);
    say(DONE[verb]);
    requestAnimationFrame(keepFocus);
  };
  const ask = (verb: Verb): void => {
    sending.fail(null);
    if (QUESTIONS[verb] === undefined) void act(verb);
    else setAsking(verb);
  };
  // The steps are news while they run or have failed; afterwards they are history.
  const showSteps = steps.length > 0 && (state === 'provisioning' || state === 'failed');

  return (
    <Panel
      title={`${handle}.${host.domain}`}
      lead={`${told.cause} ${told.effect}`}
      mark={
        <div role="status" aria-label="State of your computer">
          <StatePill tone={told.tone} busy={told.busy}>
            {told.word}
          </StatePill>
        </div>
      }
      aside={
        <ButtonLink
          away
          kind="primary"
          className="h-12 px-6 text-[15px] max-sm:w-full"
          href={platformUrl(`/open/${handle}`)}
        >
          Open Matrix OS
          <ArrowUpRight size={18} strokeWidth={2} aria-hidden />
        </ButtonLink>
      }
    >
      {asking === null && sending.failure !== null && (
        <Banner className="mt-5" tone="danger" role="alert" title={words(sending.failure).cause}>
          {words(sending.failure).effect || undefined}
        </Banner>
      )}
      {showSteps && <Steps steps={steps} now={now} />}
      {!showSteps && state !== 'none' && <Figures computer={computer} now={now} />}
      <div className="mt-5 flex flex-wrap gap-2 empty:hidden">
        {told.way !== null && (
          <Way label={told.way.label} verb={told.way.verb} busy={sending.busy} onAct={act} />
        )}
        {told.may.map((verb) => (
          <Act key={verb} verb={verb} busy={sending.busy} onAsk={ask} />
        ))}
      </div>
      <Confirm
        question={asking === null ? undefined : QUESTIONS[asking]}
        sending={sending}
        onYes={() => asking !== null && void act(asking)}
        onClose={() => setAsking(null)}
      />
    </Panel>
  );
}

const Way = (props: {
  readonly label: string;
  readonly verb: Verb;
  readonly busy: boolean;
  readonly onAct: (verb: Verb) => Promise<void>;
}) => (
  <Button className="h-9" disabled={props.busy} onClick={() => void props.onAct(props.verb)}>
    {props.label}
  </Button>
);

function Act(props: {
  readonly verb: Verb;
  readonly busy: boolean;
  readonly onAsk: (verb: Verb) => void;
}) {
  const button = BUTTONS[props.verb];
  if (button === undefined) return null;
  const [Icon, label] = button;
  return (
    <Button disabled={props.busy} onClick={() => props.onAsk(props.verb)}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      {label}
    </Button>
  );
}

/** The button that was pressed may be gone: the next key must not begin at the top of the browser. */
function keepFocus(): void {
  if (document.activeElement === document.body) {
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }
}

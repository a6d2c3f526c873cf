import { StatePill, type StateTone } from '@matrixos/ui';

const LOOKS: Readonly<Record<string, readonly [word: string, tone: StateTone, busy?: boolean]>> = {
  none: ['No computer', 'plain'],
  queued: ['Queued', 'accent', true],
  provisioning: ['Setting up', 'accent', true],
  starting: ['Starting', 'accent', true],
  running: ['Running', 'ok'],
  frozen: ['Frozen', 'plain'],
  stopping: ['Stopping', 'accent', true],
  stopped: ['Stopped', 'plain'],
  destroying: ['Destroying', 'danger', true],
  failed: ['Failed', 'danger'],
};

/** The state of a computer, or what is just being done to it. */
export function State(props: { readonly state: string; readonly doing?: string | undefined }) {
  const [word, tone, busy = false] =
    props.doing === undefined
      ? (LOOKS[props.state] ?? ([props.state, 'plain'] as const))
      : ([props.doing, 'accent', true] as const);
  return (
    <StatePill tone={tone} busy={busy}>
      {word}
    </StatePill>
  );
}

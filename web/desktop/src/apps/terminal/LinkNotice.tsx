import { Button } from '@matrixos/ui';
import type { Ending, LinkState } from '../../net/terminal-client';

interface LinkNoticeProps {
  readonly link: LinkState;
  readonly ending: Ending | undefined;
  readonly onRetry: () => void;
  readonly onRestart: () => void;
}

interface Said {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly run: () => void;
}

function sayEnding(ending: Ending): Omit<Said, 'run'> {
  if ('exit' in ending) {
    return {
      title: `The shell ended with code ${ending.exit}`,
      text: 'Its output stays here to read.',
      action: 'New shell',
    };
  }
  if (ending.error === 'unknown-session') {
    return {
      title: 'This shell is over',
      text: 'The computer has restarted since; your files are safe.',
      action: 'New shell',
    };
  }
  return {
    title: 'No shell could be started',
    text: `The computer says: ${ending.message}.`,
    action: 'Try again',
  };
}

function say({ link, ending, onRetry, onRestart }: LinkNoticeProps): Said | undefined {
  if (ending !== undefined) return { ...sayEnding(ending), run: onRestart };
  switch (link) {
    case 'lost':
      return {
        title: 'Reconnecting',
        text: 'Your shell goes on working; what you type now is kept.',
        action: 'Try now',
        run: onRetry,
      };
    case 'resting':
      return {
        title: 'Resting',
        text: 'Nobody was here, so the line was let go. Any key brings it back.',
        action: 'Reconnect',
        run: onRetry,
      };
    case 'connecting':
    case 'live':
    case 'quiet':
    case 'ended':
      return undefined;
  }
}

/** Says what is wrong with the line, over the lower edge, so that the output stays readable. Silent for short breaks. */
export function LinkNotice(props: LinkNoticeProps) {
  const said = say(props);
  return (
    <div
      role="status"
      className="pointer-events-none absolute inset-x-3 bottom-3 flex justify-center"
    >
      {said && (
        <div className="glass rise pointer-events-auto flex max-w-full items-center gap-4 rounded-panel py-2 pr-2 pl-4 shadow-2">
          <p className="min-w-0">
            <span className="font-semibold">{said.title}.</span>{' '}
            <span className="text-muted">{said.text}</span>
          </p>
          <Button onClick={said.run}>{said.action}</Button>
        </div>
      )}
    </div>
  );
}

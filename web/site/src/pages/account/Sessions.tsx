import { Button, Panel, StatePill } from '@matrixos/ui';
import type { Items, SiteSession } from '../../api/types';
import { useGet } from '../../api/useGet';
import { useSend } from '../../api/useSend';
import { say } from '../../shell/announce';
import { ago, useNow } from '../../shell/time';
import { oneLine } from '../../shell/words';
import { Row, Rows } from './Rows';
import { deviceName } from './userAgent';

const MINUTE_MS = 60_000;

/** Where one is signed in, each of which can be ended. */
export function Sessions() {
  const got = useGet<Items<SiteSession>>('/api/me/sessions');
  const sending = useSend();
  const now = useNow(MINUTE_MS);
  const others = got.value?.items.some((it) => !it.current) ?? false;

  const end = async (path: string, words: string): Promise<void> => {
    const answer = await sending.send(path, { method: 'DELETE' });
    if (answer?.ok !== true) return;
    say(words);
    await got.reload();
  };

  return (
    <Panel
      id="sessions"
      title="Sessions"
      lead="Where you are signed in. Ending one takes effect at once."
      aside={
        others && (
          <Button
            disabled={sending.busy}
            onClick={() => void end('/api/me/sessions', 'Everywhere else you are signed out.')}
          >
            End all others
          </Button>
        )
      }
    >
      {sending.failure !== null && (
        <p role="alert" className="mb-3 text-danger">
          {oneLine(sending.failure)}
        </p>
      )}
      <Rows got={got} label="Sessions" none="None.">
        {(session) => (
          <>
            <Row name={who(session)}>
              {where(session)} ·{' '}
              {session.lastSeenAt === null
                ? `opened ${ago(session.createdAt, now)}`
                : ago(session.lastSeenAt, now)}
            </Row>
            {session.current ? (
              <StatePill tone="ok">This one</StatePill>
            ) : (
              <Button
                disabled={sending.busy}
                onClick={() =>
                  void end(
                    `/api/me/sessions/${encodeURIComponent(session.id)}`,
                    'That session is ended.',
                  )
                }
              >
                End<span className="sr-only"> {who(session)}</span>
              </Button>
            )}
          </>
        )}
      </Rows>
    </Panel>
  );
}

function who({ handle, userAgent, kind }: SiteSession): string {
  if (handle !== null) return handle;
  return userAgent === null && kind === 'computer' ? 'A link of the host’s' : deviceName(userAgent);
}

function where({ computer, address }: SiteSession): string {
  const place = computer === null ? 'This site' : `The computer ${computer}`;
  return address === null ? place : `${place} · ${address}`;
}

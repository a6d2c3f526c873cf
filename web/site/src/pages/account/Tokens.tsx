import { Button, CopyButton, Dialog, Panel } from '@matrixos/ui';
import { useState } from 'react';
import type { ApiToken, Items } from '../../api/types';
import { useGet } from '../../api/useGet';
import { useSend } from '../../api/useSend';
import { say } from '../../shell/announce';
import { ago, until, useNow } from '../../shell/time';
import { oneLine } from '../../shell/words';
import { NewToken } from './NewToken';
import { Row, Rows } from './Rows';

const MINUTE_MS = 60_000;

/** What programs sign in with in one's name. */
export function Tokens({ admin }: { readonly admin: boolean }) {
  const got = useGet<Items<ApiToken>>('/api/me/tokens');
  const sending = useSend();
  const now = useNow(MINUTE_MS);
  const [making, setMaking] = useState(false);
  const [shown, setShown] = useState<string | null>(null);

  const revoke = async (token: ApiToken): Promise<void> => {
    const path = `/api/me/tokens/${encodeURIComponent(token.id)}`;
    const answer = await sending.send(path, { method: 'DELETE' });
    if (answer?.ok !== true) return;
    say(`${token.name} no longer works.`);
    await got.reload();
  };
  const made = (token: string): void => {
    setMaking(false);
    setShown(token);
    void got.reload();
  };

  return (
    <Panel
      id="tokens"
      title="API tokens"
      lead="For programs that act in your name. Each may do only what you tick."
      aside={<Button onClick={() => setMaking(true)}>New token</Button>}
    >
      {sending.failure !== null && (
        <p role="alert" className="mb-3 text-danger">
          {oneLine(sending.failure)}
        </p>
      )}
      <Rows got={got} label="API tokens" none="None. Programs that need one say so.">
        {(token) => (
          <>
            <Row name={token.name}>
              {token.scopes.join(', ')} · used {ago(token.lastUsedAt, now)}
              {token.expiresAt !== null && ` · ends ${until(token.expiresAt, now)}`}
            </Row>
            <Button disabled={sending.busy} onClick={() => void revoke(token)}>
              Revoke<span className="sr-only"> {token.name}</span>
            </Button>
          </>
        )}
      </Rows>
      {making && <NewToken admin={admin} onDone={made} onClose={() => setMaking(false)} />}
      {shown !== null && <Shown token={shown} onClose={() => setShown(null)} />}
    </Panel>
  );
}

const Shown = ({ token, onClose }: { readonly token: string; readonly onClose: () => void }) => (
  <Dialog
    open
    firm
    onClose={onClose}
    title="Your new token"
    lead="It is shown only now. Who has it may do what you ticked, so keep it as you keep a password."
  >
    <p
      aria-label="Token"
      role="group"
      className="rounded-control bg-sunken p-4 font-mono text-[13px] break-all"
    >
      {token}
    </p>
    <div className="mt-5 flex flex-wrap justify-end gap-2">
      <CopyButton text={token} label="Copy token" />
      <Button kind="primary" onClick={onClose}>
        I have kept it
      </Button>
    </div>
  </Dialog>
);

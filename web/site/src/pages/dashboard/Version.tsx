import { Button, Panel } from '@matrixos/ui';
import { useState } from 'react';
import type { Computer } from '../../api/types';
import { useSend } from '../../api/useSend';
import { say } from '../../shell/announce';
import { Confirm, QUESTIONS } from './Confirm';

export interface VersionProps {
  readonly version: NonNullable<Computer['version']>;
  /** It can be updated now: it is not just being set up, waking or going to sleep. */
  readonly ready: boolean;
  readonly onChange: (computer: Computer) => void;
}

/** Which version runs, and the way to a newer one. */
export function Version({ version, ready, onChange }: VersionProps) {
  const sending = useSend();
  const [asking, setAsking] = useState(false);

  const update = async (): Promise<void> => {
    const answer = await sending.send<Computer>('/api/me/computer/update', {
      method: 'POST',
      body: {},
    });
    if (answer?.ok !== true) return;
    setAsking(false);
    onChange(answer.value);
    say('Your computer is being updated.');
  };

  return (
    <Panel
      title="Version"
      lead={
        version.outdated
          ? `${version.current} is installed, ${version.available} is there.`
          : `${version.current}, the newest.`
      }
      aside={
        version.outdated && (
          <Button disabled={!ready} onClick={() => setAsking(true)}>
            Update
          </Button>
        )
      }
    >
      <Confirm
        question={asking ? QUESTIONS.update : undefined}
        sending={sending}
        onYes={() => void update()}
        onClose={() => setAsking(false)}
      />
    </Panel>
  );
}

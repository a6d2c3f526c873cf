import { Button, Dialog } from '@matrixos/ui';
import type { Sending } from '../../api/useSend';
import { Form } from '../../shell/Form';
import type { Verb } from './describe';

export interface Question {
  readonly title: string;
  readonly lead: string;
  readonly yes: string;
}

/** What ends what a person has running is asked for first, with what it means. */
export const QUESTIONS: Partial<Record<Verb, Question>> = {
  stop: {
    title: 'Put your computer to sleep?',
    lead: 'Programs that run are ended. Your files are kept, and opening it wakes it again.',
    yes: 'Put it to sleep',
  },
  restart: {
    title: 'Restart your computer?',
    lead: 'Programs that run are ended. Your files are kept. It takes some seconds.',
    yes: 'Restart it',
  },
  update: {
    title: 'Update your computer?',
    lead: 'It restarts in the new version. Programs that run are ended; your files are kept.',
    yes: 'Update it',
  },
};

export interface ConfirmProps {
  readonly question: Question | undefined;
  readonly sending: Sending;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

export const Confirm = ({ question, sending, onYes, onClose }: ConfirmProps) => (
  <Dialog
    open={question !== undefined}
    onClose={onClose}
    title={question?.title ?? ''}
    lead={question?.lead}
  >
    <Form sending={sending} fields={[]} onSubmit={onYes}>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Leave it as it is</Button>
        <Button kind="primary" type="submit" disabled={sending.busy}>
          {question?.yes}
        </Button>
      </div>
    </Form>
  </Dialog>
);

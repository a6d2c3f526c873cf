import type { Failure } from '../api/http';
import { sentence } from '../api/useSend';

/** A failure as a person hears it: why, and what it means for what is theirs. */
export interface Words {
  readonly cause: string;
  readonly effect: string;
}

/** Pure. The platform's own words are used where it gave a reason. */
export function words(failure: Failure): Words {
  switch (failure.kind) {
    case 'unreachable':
      return {
        cause: 'Matrix OS does not answer.',
        effect:
          'Your files are safe where they are; this page goes on when the connection is back.',
      };
    case 'signed-out':
      return { cause: 'You are signed out.', effect: 'Nothing is lost. Sign in and go on.' };
    case 'broken':
      return {
        cause: 'Matrix OS gave an answer that makes no sense.',
        effect: 'Nothing of yours was touched. It is often over in a minute.',
      };
    case 'refused':
      return {
        cause: sentence(failure.detail === '' ? failure.title : failure.detail),
        effect: '',
      };
  }
}

/** One line for a place that has room for one. */
export const oneLine = (failure: Failure): string => {
  const { cause, effect } = words(failure);
  return effect === '' ? cause : `${cause} ${effect}`;
};

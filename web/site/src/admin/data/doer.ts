import { freshKey } from '../../api/http';
import { oneLine } from '../../shell/words';
import { Doer, type Send } from '../model/doer';
import { ask } from './useLoad';

const send: Send = (verb, handle, key) => {
  const path = `/containers/${encodeURIComponent(handle)}`;
  return verb === 'destroy'
    ? ask(path, { method: 'DELETE', key })
    : ask(`${path}/${verb}`, { method: 'POST', key });
};

/** One for the whole visit: what got no answer on one page may be tried again on another. */
export const doer = new Doer(send, freshKey, oneLine);

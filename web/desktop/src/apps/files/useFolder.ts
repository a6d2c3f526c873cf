import { useCallback, useEffect, useState } from 'react';
import { listFolder, type Listing } from '../../net/api';
import { report, useConnection } from '../../net/connection';
import type { Failure } from '../../net/http';
import { onReturn } from '../../net/presence';

export interface Folder {
  /** The last listing that came; kept while a newer one is on its way. */
  readonly listing: Listing | undefined;
  readonly failure: Failure | undefined;
  readonly refresh: () => void;
}

interface Answer {
  readonly path: string;
  readonly listing: Listing | undefined;
  readonly failure: Failure | undefined;
}

/** A folder's listing, fetched anew when its window gets the keys, when a person comes back, and when the line does. */
export function useFolder(path: string, focused: boolean): Folder {
  const [answer, setAnswer] = useState<Answer>();
  const [asked, setAsked] = useState(0);
  const online = useConnection((it) => it.health === 'online');
  const refresh = useCallback(() => setAsked((it) => it + 1), []);

  useEffect(() => onReturn(refresh), [refresh]);
  useEffect(() => {
    let stale = false;
    void listFolder(path).then((result) => {
      if (stale) return;
      if (result.ok) {
        setAnswer({ path, listing: result.value, failure: undefined });
      } else {
        report(result.failure);
        setAnswer((before) => ({
          path,
          listing: before?.path === path ? before.listing : undefined,
          failure: result.failure,
        }));
      }
    });
    return () => {
      stale = true;
    };
  }, [path, asked, focused, online]);

  const current = answer?.path === path ? answer : undefined;
  return { listing: current?.listing, failure: current?.failure, refresh };
}

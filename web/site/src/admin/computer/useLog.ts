import { useEffect, useReducer, useState } from 'react';
import { follow } from '../../api/sse';
import { EMPTY, logged } from '../model/log';

/** Lines come in bursts; the page is drawn once for each. */
const GATHER_MS = 80;

export const TAIL = 200;

/** Follows what a computer writes. */
export function useLog(handle: string) {
  const [log, dispatch] = useReducer(logged, EMPTY);
  const [line, setLine] = useState<'opening' | 'open' | 'lost'>('opening');
  useEffect(() => {
    let gathered: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      dispatch({ type: 'lines', texts: gathered });
      gathered = [];
    };
    const path = `/api/containers/${encodeURIComponent(handle)}/logs/stream?tail=${TAIL}`;
    const end = follow<string>(path, 'line', (heard) => {
      if (heard.kind === 'value') {
        gathered.push(heard.value);
        timer ??= setTimeout(flush, GATHER_MS);
        return;
      }
      setLine(heard.kind === 'opened' ? 'open' : 'lost');
      if (heard.kind === 'opened') dispatch({ type: 'restart' });
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [handle]);
  return { log, line, pause: (on: boolean) => dispatch({ type: 'pause', on }) };
}

import { useCallback, useEffect, useState } from 'react';
import { listShells, type ShellInfo } from '../../net/api';
import { useConnection } from '../../net/connection';

/** The shells that run; asked for anew with each answer about the computer and when windows come or go. */
export function useShells(windows: number): { shells: readonly ShellInfo[]; refresh: () => void } {
  const [shells, setShells] = useState<readonly ShellInfo[]>([]);
  const [asked, setAsked] = useState(0);
  const info = useConnection((it) => it.info);
  useEffect(() => {
    let stale = false;
    void listShells().then((result) => {
      if (!stale && result.ok) setShells(result.value);
    });
    return () => {
      stale = true;
    };
  }, [info, windows, asked]);
  return { shells, refresh: useCallback(() => setAsked((it) => it + 1), []) };
}

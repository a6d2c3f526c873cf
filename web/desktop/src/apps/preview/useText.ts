import { useEffect, useState } from 'react';
import { report } from '../../net/connection';
import { type FileText, readText } from '../../net/file-text';
import type { Result } from '../../net/http';

export interface TextAnswer {
  readonly result: Result<FileText> | undefined;
  readonly retry: () => void;
}

/** The beginning of a file as text; undefined while it is on its way. */
export function useText(path: string): TextAnswer {
  const [result, setResult] = useState<Result<FileText>>();
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    void readText(path, stop.signal).then((it) => {
      if (stop.signal.aborted) return;
      if (!it.ok) report(it.failure);
      setResult(it);
    });
    return () => stop.abort();
  }, [path, asked]);
  return { result, retry: () => setAsked((it) => it + 1) };
}

import { Badge, Button, Field, Panel } from '@matrixos/ui';
import { Download, Pause, Play, Radio, WifiOff } from 'lucide-react';
import { memo, useEffect, useRef, useState } from 'react';
import { matching, type Line } from '../model/log';
import { download } from '../parts/download';
import { TAIL, useLog } from './useLog';

/** What a computer writes, as it writes it. */
export function Logs({ handle }: { readonly handle: string }) {
  const { log, line, pause } = useLog(handle);
  const [search, setSearch] = useState('');
  const shown = matching(log.lines, search);
  const save = () =>
    download(log.lines.map(({ text }) => `${text}\n`).join(''), `${handle}.log`, 'text/plain');
  return (
    <Panel
      title="Log"
      lead={`Its last ${TAIL} lines, and what follows.`}
      className="lg:col-span-2"
      aside={
        line === 'lost' ? (
          <Badge tone="warn" icon={WifiOff}>
            Not connected
          </Badge>
        ) : (
          <Badge tone={log.paused ? 'quiet' : 'ok'} icon={log.paused ? Pause : Radio}>
            {log.paused ? 'Paused' : 'Following'}
          </Badge>
        )
      }
    >
      <div className="mb-3 flex flex-wrap items-end gap-2">
        <Field
          label="Search the log"
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="w-72 max-sm:w-full"
        />
        <Button onClick={() => pause(!log.paused)}>
          {log.paused ? <Play size={15} aria-hidden /> : <Pause size={15} aria-hidden />}
          {log.paused ? 'Follow' : 'Pause'}
          {log.held.length > 0 && ` (${log.held.length} new)`}
        </Button>
        <Button onClick={save} disabled={log.lines.length === 0}>
          <Download size={15} aria-hidden />
          Download
        </Button>
        <p role="status" className="text-[13px] text-muted">
          {search.trim() !== '' && `${shown.length} of ${log.lines.length} lines`}
        </p>
      </div>
      <LogText lines={shown} follows={!log.paused} search={search.trim()} />
    </Panel>
  );
}

/** Nearer to the end than this counts as being there. */
const NEAR_PX = 40;

interface LogTextProps {
  readonly lines: readonly Line[];
  readonly follows: boolean;
  readonly search: string;
}

function LogText({ lines, follows, search }: LogTextProps) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // Who has scrolled up reads there, and stays there.
  useEffect(() => {
    if (box.current && follows && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines, follows]);
  return (
    <div
      ref={box}
      role="log"
      aria-label="Log lines"
      aria-live="off"
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
      }}
      className="h-80 overflow-auto rounded-control border border-line bg-sunken p-3 font-mono text-[12px] leading-5"
    >
      {lines.length === 0 ? (
        <p className="font-sans text-muted">
          {search === '' ? 'Nothing was written yet.' : 'No line has this text.'}
        </p>
      ) : (
        lines.map(({ id, text }) => <LogLine key={id} text={text} search={search} />)
      )}
    </div>
  );
}

/** Lines do not change once they are written: thousands of them are drawn once. */
const LogLine = memo(function LogLine(props: { readonly text: string; readonly search: string }) {
  return (
    <div className="break-words whitespace-pre-wrap">
      <Marked {...props} />
    </div>
  );
});

function Marked({ text, search }: { readonly text: string; readonly search: string }) {
  const at = search === '' ? -1 : text.toLowerCase().indexOf(search.toLowerCase());
  if (at < 0) return text === '' ? ' ' : text;
  const end = at + search.length;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-[3px] bg-accent-soft text-on-accent-soft">
        {text.slice(at, end)}
      </mark>
      {text.slice(end)}
    </>
  );
}

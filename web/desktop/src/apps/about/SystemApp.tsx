import { Meter, Notice, Segmented, type Choice } from '@matrixos/ui';
import { CloudOff, Monitor, Moon, Sun } from 'lucide-react';
import { formatBytes, formatDuration } from '../../format';
import { memoryOf } from '../../net/api';
import { check, useConnection } from '../../net/connection';
import { chooseTheme, useTheme, type ThemeChoice } from '../../theme/theme';
import { Model } from './Model';
import { Shells } from './Shells';
import { useSecond } from './useSecond';

const THEMES: readonly Choice<ThemeChoice>[] = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'auto', label: 'Auto', icon: Monitor },
];

const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** How the computer is: its name, memory, time awake, shells, and the look of the desktop. */
export default function SystemApp() {
  const info = useConnection((it) => it.info);
  // When the answer came: the two clocks need not agree, only run equally fast.
  const since = useConnection((it) => it.since);
  const choice = useTheme((it) => it.choice);
  const now = useSecond();
  if (info === undefined) {
    return (
      <Notice
        icon={CloudOff}
        title="Not connected"
        action={{ label: 'Try again', run: () => void check() }}
      >
        Your computer has not answered yet, so there is nothing to tell about it.
      </Notice>
    );
  }
  const memory = memoryOf(info);
  const started = new Date(info.startedAt);
  return (
    <div
      className="size-full overflow-auto p-5"
      tabIndex={0}
      role="document"
      aria-label="About this computer"
      data-autofocus
    >
      <div className="flex items-center gap-4">
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" className="size-14" />
        <div className="min-w-0">
          <h2 className="truncate text-[20px] leading-7 font-semibold">{info.handle}</h2>
          <p className="text-muted">Matrix OS</p>
        </div>
      </div>
      {memory && <Memory {...memory} />}
      <dl className="mt-5 overflow-hidden rounded-control border border-line">
        <Fact name="Version" value={info.version} />
        <Fact name="Awake for" value={formatDuration(info.uptime + (now - since) / 1000)} />
        <Fact name="Since" value={MOMENT.format(started)} />
      </dl>
      <Model />
      <Shells />
      <section aria-labelledby="look" className="mt-5">
        <h3 id="look" className="mb-2 text-[12px] font-semibold text-muted">
          Appearance
        </h3>
        <Segmented label="Theme" value={choice} choices={THEMES} onChange={chooseTheme} words />
      </section>
    </div>
  );
}

function Memory({ used, limit }: { readonly used: number; readonly limit: number }) {
  const text = `${formatBytes(used)} of ${formatBytes(limit)}`;
  return (
    <section aria-labelledby="memory" className="mt-5 rounded-control border border-line p-4">
      <div className="mb-2 flex items-baseline justify-between">
        <h3 id="memory" className="font-medium">
          Memory
        </h3>
        <span className="tabular text-muted">{text}</span>
      </div>
      <Meter label="Memory in use" value={used / limit} text={text} className="h-2 w-full" />
    </section>
  );
}

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div className="flex min-h-10 items-center justify-between gap-4 border-b border-line px-4 last:border-0">
    <dt className="text-muted">{name}</dt>
    <dd className="tabular truncate" data-selectable>
      {value}
    </dd>
  </div>
);

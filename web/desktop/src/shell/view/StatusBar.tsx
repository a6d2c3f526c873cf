import { IconButton } from '@matrixos/ui';
import { Keyboard } from 'lucide-react';
import type { ReactNode } from 'react';
import { showCheatSheet } from '../keys';
import { useClock } from '../useClock';
import { useShell } from '../store';
import { ConnectionState } from './ConnectionState';
import { MemoryMeter } from './MemoryMeter';
import { ThemeMenu } from './ThemeMenu';
import { useConnection } from '../../net/connection';

const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});

/** The line above the windows: whose computer, how it is, what time it is. */
export function StatusBar({ note }: { readonly note?: ReactNode }) {
  const handle = useConnection((it) => it.info?.handle);
  const phone = useShell(({ device }) => device === 'phone');
  const now = useClock();
  return (
    <header
      aria-label="Status bar"
      className="relative z-10 flex h-9 shrink-0 items-center gap-2 border-b border-line bg-raised px-3 text-[13px] max-md:h-12"
    >
      <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" className="size-[18px]" />
      <span className="truncate font-semibold">{handle ?? 'Matrix OS'}</span>
      <ConnectionState />
      {note}
      <span className="flex-1" />
      <MemoryMeter />
      <ThemeMenu />
      {!phone && (
        <IconButton
          icon={Keyboard}
          label="Keyboard shortcuts"
          onClick={() => showCheatSheet(true)}
        />
      )}
      <time dateTime={now.toISOString()} className="tabular ml-1 whitespace-nowrap">
        {!phone && <span className="mr-2 text-muted">{DAY.format(now)}</span>}
        <span className="font-medium">{TIME.format(now)}</span>
      </time>
    </header>
  );
}

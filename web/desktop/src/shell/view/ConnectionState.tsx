import { cx } from '@matrixos/ui';
import { useConnection } from '../../net/connection';
import type { Health } from '../../net/health';

const WORDS: Record<Health, string> = {
  connecting: 'Connecting',
  online: 'Awake',
  waking: 'Waking',
  unreachable: 'Reconnecting',
  expired: 'Signed out',
};

/** A dot and a word; the word only where there is room or news. */
export function ConnectionState() {
  const health = useConnection((it) => it.health);
  const good = health === 'online';
  return (
    <span role="status" className="flex items-center gap-1.5 text-[12px] text-muted">
      <span
        aria-hidden
        className={cx('size-2 rounded-full', good ? 'bg-ok' : 'animate-pulse bg-warn')}
      />
      <span className={cx(good && 'max-md:sr-only')}>{WORDS[health]}</span>
    </span>
  );
}

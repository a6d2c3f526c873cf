import { Meter } from '@matrixos/ui';
import { formatBytes } from '../../format';
import { memoryOf } from '../../net/api';
import { useConnection } from '../../net/connection';
import { launch } from '../launch';

/** How much of the computer's memory is in use. Small, because it matters only when it runs out. */
export function MemoryMeter() {
  const info = useConnection((it) => it.info);
  const memory = memoryOf(info);
  if (memory === undefined) return null;
  const text = `${formatBytes(memory.used)} of ${formatBytes(memory.limit)} memory in use`;
  return (
    <button
      type="button"
      aria-label={`${text}. Open System`}
      title={text}
      className="flex h-7 items-center gap-2 rounded-control px-2 text-[12px] text-muted transition-colors hover:bg-hover hover:text-text max-md:h-11"
      onClick={() => launch('system')}
    >
      <span aria-hidden className="w-12">
        <Meter label="Memory" value={memory.used / memory.limit} text={text} />
      </span>
      <span className="tabular max-md:hidden">{formatBytes(memory.used)}</span>
    </button>
  );
}

import { zoneRect } from '../model/geometry';
import { useGhost } from '../pointer';
import { useShell } from '../store';

/** Shows where the dragged window would go. */
export function SnapGhost() {
  const zone = useGhost((it) => it.zone);
  const area = useShell(({ shell }) => shell.area);
  if (zone === undefined) return null;
  const { x, y, width, height } = zoneRect(zone, area);
  return (
    <div
      aria-hidden
      className="rise absolute z-[8000] rounded-panel border-2 border-accent bg-accent-soft/40 transition-all duration-200"
      style={{ left: x, top: y, width, height }}
    />
  );
}

import { useFollowed } from '../../api/sse';
import { useLoad } from '../data/useLoad';
import type { FleetNow } from '../data/wire';

/** How the whole fleet is: asked for once, then heard of. */
export function useFleet() {
  const asked = useLoad<FleetNow>('/api/fleet');
  const heard = useFollowed<FleetNow>('/api/fleet/stream', 'fleet');
  return { asked, value: heard.value ?? asked.value, offlineSince: heard.offlineSince };
}

import type { PublicStatus } from '../api/types';

/** One sentence for who reads no further. Pure. */
export function verdict({ components }: Pick<PublicStatus, 'components'>): string {
  const states = components.map((it) => it.state);
  if (states.includes('down')) return 'Something does not work.';
  return states.includes('degraded')
    ? 'All is there, but one part works only partly.'
    : 'Everything works.';
}

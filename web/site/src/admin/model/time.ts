const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const RELATIVE = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto', style: 'short' });
const WHOLE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** How long ago, in the largest unit that is at least one; what is over a month ago is a date. */
export function ago(iso: string, now: number): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  if (Number.isNaN(seconds)) return '—';
  // The page's clock is up to a step behind, and two machines never agree on the second.
  if (Math.abs(seconds) < 60) return seconds <= 30 ? 'just now' : 'in a moment';
  if (Math.abs(seconds) > 30 * 86_400) return DAY.format(new Date(iso));
  const [unit, size] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60];
  return RELATIVE.format(Math.trunc(seconds / size), unit);
}

/** A moment to the second, in the reader's own time zone. */
export const moment = (iso: string): string => {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? '—' : WHOLE.format(at);
};

/** What a local date-and-time field holds for a moment; empty for none. */
export function toField(iso: string): string {
  const at = new Date(iso);
  if (iso === '' || Number.isNaN(at.getTime())) return '';
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The moment that a local date-and-time field holds, as the API takes it; empty for none. */
export function fromField(local: string): string {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

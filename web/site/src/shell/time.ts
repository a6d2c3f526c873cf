import { useEffect, useState } from 'react';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const count = (amount: number, unit: string): string =>
  `${amount} ${unit}${amount === 1 ? '' : 's'}`;

/** A span in the one unit that a person would name. Pure. */
export function span(ms: number): string {
  const whole = Math.max(0, ms);
  if (whole < MINUTE) return `${Math.floor(whole / SECOND)} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min`;
  if (whole < DAY) {
    const minutes = Math.floor((whole % HOUR) / MINUTE);
    const hours = `${Math.floor(whole / HOUR)} h`;
    return minutes === 0 ? hours : `${hours} ${minutes} min`;
  }
  return count(Math.floor(whole / DAY), 'day');
}

/** How long ago something was. Pure. */
export function ago(iso: string | null, now: number): string {
  if (iso === null) return 'never';
  const age = now - Date.parse(iso);
  if (age < 45 * SECOND) return 'just now';
  return age < 14 * DAY ? `${span(Math.max(MINUTE, age))} ago` : day(iso);
}

/** How long until something. Rounded up: "in 0 min" would be a lie. Pure. */
export function until(iso: string, now: number): string {
  const left = Date.parse(iso) - now;
  if (left <= 0) return 'any moment';
  return left <= MINUTE
    ? `in ${Math.ceil(left / SECOND)} s`
    : `in ${span(Math.ceil(left / MINUTE) * MINUTE)}`;
}

/** How long a step took: tenths of a second below ten seconds. Pure. */
export function took(from: string | null, to: string | null, now: number): string {
  if (from === null) return '';
  const ms = Math.max(0, (to === null ? now : Date.parse(to)) - Date.parse(from));
  if (ms >= MINUTE) return span(ms);
  return to !== null && ms < 10 * SECOND
    ? `${(ms / SECOND).toFixed(1)} s`
    : `${Math.floor(ms / SECOND)} s`;
}

export const day = (iso: string): string =>
  new Date(iso).toLocaleDateString(undefined, { day: 'numeric', month: 'long', year: 'numeric' });

export const clock = (ms: number): string =>
  new Date(ms).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });

/** The time, told anew at a beat, for words like "in 24 min". */
export function useNow(everyMs: number = SECOND): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

import { navigate } from 'wouter/use-browser-location';
import { platformUrl } from '../api/http';

export const HOME = '/dashboard';

/** Begins with one slash, and has nothing that a browser reads as a second one or drops on the way. */
// eslint-disable-next-line no-control-regex -- control characters are what it is about
const PATH_HERE = /^\/(?![/\\])[^\\\u0000-\u001f\u007f]*$/;

/** Pages that one comes back from, never to. */
const DOORS = /^\/(?:login|signup|reset)(?:[/?#]|$)/;

/** Where to go after signing in: the wish from the address when it leads to a page of this site, else home. Pure. */
export function safeNext(wish: string | null): string {
  if (wish === null || !PATH_HERE.test(wish) || DOORS.test(wish)) return HOME;
  return wish;
}

/** The platform answers here, not a page of the site. */
const isPlatform = (path: string): boolean => /^\/(?:open|api)\//.test(path);

export function goTo(path: string): void {
  if (isPlatform(path)) window.location.assign(platformUrl(path));
  else navigate(path, { replace: true });
}

export const nextOf = (search: string): string => safeNext(new URLSearchParams(search).get('next'));

/** Takes the wish along from one door to the other. */
export const withNext = (path: string, next: string): string =>
  next === HOME ? path : `${path}?next=${encodeURIComponent(next)}`;

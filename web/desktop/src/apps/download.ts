import { address } from '../net/line';

/** Starts a download without leaving the page. */
export function download(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = address(url);
  link.download = name;
  link.click();
}

const taken = new Map<string, string>();

/**
 * Takes a secret out of the address: `#token=…`. It is gone from the address, and so from the history and from what is
 * sent on, before anything is drawn. The same page may ask again; `forget` ends that.
 */
export function takeFragment(name: string): string | null {
  const found = new URLSearchParams(window.location.hash.slice(1)).get(name);
  if (found !== null && found !== '') {
    taken.set(name, found);
    clearFragment();
  }
  return taken.get(name) ?? null;
}

/** Takes the whole fragment: `#ABCD-EFGH`. */
export function takeWholeFragment(): string | null {
  const found = decodeURIComponent(window.location.hash.slice(1));
  if (found !== '') {
    taken.set('', found);
    clearFragment();
  }
  return taken.get('') ?? null;
}

export function forget(name: string): void {
  taken.delete(name);
}

function clearFragment(): void {
  window.history.replaceState(
    window.history.state,
    '',
    window.location.pathname + window.location.search,
  );
}

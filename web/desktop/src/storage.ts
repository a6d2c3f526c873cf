import { memory } from './net/line';

/** Reads a remembered text. Storage can be switched off or full; remembering is then simply not done. */
export function readStored(key: string): string | null {
  try {
    return memory().getItem(key);
  } catch {
    return null;
  }
}

export function writeStored(key: string, value: string): void {
  try {
    memory().setItem(key, value);
  } catch {
    // Nothing to do: the desktop works without memory.
  }
}

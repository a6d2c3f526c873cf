import type { Mode } from '@matrixos/ui';
import { create } from 'zustand';
import { readStored, writeStored } from '../storage';

export type ThemeChoice = 'auto' | Mode;

/** Also read by public/theme.js, before anything else runs. */
const KEY = 'matrixos.theme';

const system = window.matchMedia('(prefers-color-scheme: dark)');

const stored = readStored(KEY);

interface ThemeStore {
  readonly choice: ThemeChoice;
  /** What is shown: the choice, or the system's wish. */
  readonly mode: Mode;
}

const resolve = (choice: ThemeChoice): Mode => {
  if (choice !== 'auto') return choice;
  return system.matches ? 'dark' : 'light';
};

const initial: ThemeChoice = stored === 'light' || stored === 'dark' ? stored : 'auto';

export const useTheme = create<ThemeStore>()(() => ({ choice: initial, mode: resolve(initial) }));

export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
  writeStored(KEY, choice);
  useTheme.setState({ choice, mode: resolve(choice) });
}

/** Follows the system while the choice is `auto`; call once. */
export function watchTheme(): void {
  system.addEventListener('change', () => {
    const { choice } = useTheme.getState();
    useTheme.setState({ mode: resolve(choice) });
  });
}

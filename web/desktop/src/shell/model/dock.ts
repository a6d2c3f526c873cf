import type { AppId, ShellState } from './state';

/** What a press on an app's dock icon does. Pure. */
export function dockPress(
  state: ShellState,
  app: AppId,
): { do: 'open' } | { do: 'focus' | 'minimise'; id: string } {
  const own = state.windows.filter((it) => it.app === app);
  if (own.length === 0) return { do: 'open' };
  const inOrder = state.stack.filter((id) => own.some((it) => it.id === id));
  const top = inOrder.at(-1) ?? '';
  if (state.focused !== top) return { do: 'focus', id: top };
  // It has the keys already: the lowest of its kind comes up, so that presses go round; a lone window goes away.
  return own.length > 1 ? { do: 'focus', id: inOrder[0] ?? top } : { do: 'minimise', id: top };
}

import type { AppId } from '../model/state';

const EASE = 'cubic-bezier(0.2, 0.8, 0.2, 1)';

const calm = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

const frameOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-window="${id}"] [data-frame]`);

/** Where the app's dock icon is, seen from the middle of the window, as a transform. */
function fromIcon(frame: HTMLElement, app: AppId): string {
  const icon = document.querySelector(`[data-dock="${app}"]`)?.getBoundingClientRect();
  const box = frame.getBoundingClientRect();
  if (icon === undefined || box.width === 0) return 'scale(0.96)';
  const x = icon.x + icon.width / 2 - (box.x + box.width / 2);
  const y = icon.y + icon.height / 2 - (box.y + box.height / 2);
  return `translate(${x}px, ${y}px) scale(${Math.max(0.06, icon.width / box.width)})`;
}

/** The window grows out of its icon; with reduced motion it only appears. */
export function animateOpen(frame: HTMLElement, app: AppId): void {
  if (calm()) {
    frame.animate({ opacity: [0, 1] }, { duration: 120 });
    return;
  }
  frame.animate(
    [
      { transform: fromIcon(frame, app), opacity: 0 },
      { opacity: 1, offset: 0.5 },
      { transform: 'none' },
    ],
    { duration: 260, easing: EASE },
  );
}

/** The window goes into its icon. It is hidden by CSS when this is over. */
export function animateMinimise(frame: HTMLElement, app: AppId): void {
  const to = calm() ? { opacity: 0 } : { transform: fromIcon(frame, app), opacity: 0 };
  frame.animate([{}, to], { duration: calm() ? 120 : 200, easing: EASE, fill: 'none' });
}

/** Fades a window; settles when it is no longer to be seen. */
export async function animateClose(id: string): Promise<void> {
  const frame = frameOf(id);
  if (frame === null || document.visibilityState !== 'visible') return;
  const to = calm() ? { opacity: 0 } : { opacity: 0, transform: 'scale(0.97)' };
  await frame
    .animate([{}, to], { duration: 120, easing: 'ease-in', fill: 'forwards' })
    .finished.catch(() => undefined);
}

import { create } from 'zustand';
import { clearDesk, desk } from './desk';
import { computer } from './line';
import { Pace, Stopped } from './pace';
import { tell } from './story';

/** `held` is a halt that a person made, by the button or by using the desktop. */
export type Play = 'playing' | 'held' | 'over';

export const usePlay = create<{ readonly play: Play }>()(() => ({ play: 'playing' }));

const calm = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

let pace: Pace | undefined;
/** Is the demo on the screen? Nothing is played to nobody. */
let seen = true;

const set = (play: Play): void => usePlay.setState({ play });

function follow(): void {
  pace?.run(seen && usePlay.getState().play === 'playing');
}

/** Begins at the beginning: an empty desktop, the files as they were. */
export function start(): void {
  pace?.stop();
  computer.reset();
  clearDesk();
  const mine = new Pace(
    (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    () => performance.now(),
    calm(),
  );
  pace = mine;
  set('playing');
  follow();
  tell(computer, desk(), mine)
    .then(() => set('over'))
    .catch((reason: unknown) => {
      if (!(reason instanceof Stopped)) throw reason;
    });
}

/** Holds a story that plays; one that is over stays over. */
export function hold(): void {
  if (usePlay.getState().play !== 'playing') return;
  set('held');
  follow();
}

export function resume(): void {
  if (usePlay.getState().play !== 'held') return;
  set('playing');
  follow();
}

/** Holds when a person begins to use the desktop, and while it is out of sight. Call once. */
export function watchPeople(): void {
  const mine = ({ target }: Event): boolean =>
    target instanceof Element && target.closest('[data-demo-controls]') !== null;
  window.addEventListener('click', (event) => !mine(event) && hold(), { capture: true });
  window.addEventListener(
    'keydown',
    (event) => {
      const going = ['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'Escape'].includes(event.key);
      if (!going && !mine(event)) hold();
    },
    { capture: true },
  );
  new IntersectionObserver(
    ([entry]) => {
      seen = entry?.isIntersecting ?? true;
      follow();
    },
    { threshold: 0.25 },
  ).observe(document.documentElement);
}

/** Without a key, a touch or a movement for this long, nobody is here: the computer may fall asleep. */
const AWAY_AFTER_MS = 5 * 60_000;

let lastSeen = Date.now();
const returned = new Set<() => void>();

/** Is a person here? A page that nobody looks at must not keep its computer awake, nor wake it. */
export const present = (): boolean =>
  document.visibilityState === 'visible' && Date.now() - lastSeen < AWAY_AFTER_MS;

/** Calls back whenever a person comes back after being away. The returned function takes it back. */
export function onReturn(run: () => void): () => void {
  returned.add(run);
  return () => returned.delete(run);
}

function seen(): void {
  const wasAway = Date.now() - lastSeen >= AWAY_AFTER_MS;
  lastSeen = Date.now();
  if (wasAway) returned.forEach((run) => run());
}

for (const type of ['pointermove', 'pointerdown', 'keydown', 'wheel', 'focus']) {
  window.addEventListener(type, seen, { capture: true, passive: true });
}
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible') return;
  lastSeen = Date.now();
  returned.forEach((run) => run());
});
window.addEventListener('online', () => returned.forEach((run) => run()));

/**
 * Keeps the windows of a demo in a frame from taking the keys from the page around it: before a person comes in, they open
 * without them. A press comes in too, though the frame has the keys only after it. Call once, before anything is drawn.
 */
export function watchFocus(): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its element below
  const { focus } = HTMLElement.prototype;
  let pressed = false;
  window.addEventListener('pointerdown', () => (pressed = true), { capture: true });
  window.addEventListener('blur', () => (pressed = false));
  HTMLElement.prototype.focus = function (options?: FocusOptions): void {
    if (pressed || document.hasFocus()) focus.call(this, options);
  };
}

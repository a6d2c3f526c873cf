import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../main.css';
import './demo.css';
import { watchConnection } from '../net/connection';
import { useShell } from '../shell/store';
import { Desktop } from '../shell/view/Desktop';
import { chooseTheme, watchTheme } from '../theme/theme';
import { Controls } from './Controls';
import { themeAround } from './line';
import { start, watchPeople } from './player';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');

/** A frame must not take the keys from the page around it: before somebody comes in, windows come without them. */
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its element below
const focus = HTMLElement.prototype.focus;
HTMLElement.prototype.focus = function (options?: FocusOptions): void {
  if (document.hasFocus()) focus.call(this, options);
};

watchTheme();
watchConnection();
// The page around has been given another theme.
window.addEventListener('storage', () => {
  const theme = themeAround();
  chooseTheme(theme === 'light' || theme === 'dark' ? theme : 'auto');
});
createRoot(root).render(
  <StrictMode>
    <Desktop note={<Controls />} />
  </StrictMode>,
);
watchPeople();
// The story places windows: it begins when the desktop has measured itself.
const wait = useShell.subscribe(() => {
  wait();
  start();
});

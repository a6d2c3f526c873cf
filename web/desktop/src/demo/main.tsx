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
import { watchFocus } from './focus';
import { start, watchPeople } from './player';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');

watchFocus();
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

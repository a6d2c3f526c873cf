import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './main.css';
import { watchConnection } from './net/connection';
import { Desktop } from './shell/view/Desktop';
import { watchTheme } from './theme/theme';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');

watchTheme();
watchConnection();
createRoot(root).render(
  <StrictMode>
    <Desktop />
  </StrictMode>,
);

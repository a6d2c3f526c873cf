import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { loadSession } from './api/session';
import './main.css';
import { watchTheme } from './shell/theme';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');

watchTheme();
void loadSession();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

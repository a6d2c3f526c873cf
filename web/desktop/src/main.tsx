import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './main.css';
import { watchConnection } from './net/connection';
import { learnRights } from './net/rights';
import { Desktop } from './shell/view/Desktop';
import { Visit } from './shell/view/Visit';
import { watchTheme } from './theme/theme';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');

watchTheme();
watchConnection();
void learnRights();
createRoot(root).render(
  <StrictMode>
    <Desktop note={<Visit />} />
  </StrictMode>,
);

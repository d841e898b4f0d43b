import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectHall } from '../common/client/hall-connection.ts';
import { startStaffLanguage } from '../common/client/staff-language.ts';
import { startTheme } from '../common/client/theme.ts';
import '../common/ui/fonts.css';
import '../common/ui/tokens.css';
import '../common/ui/a11y.css';
import './counter.css';
import './counter-work.css';
import './counter-sign-in.css';
import './desk-parts.css';
import { CounterApp } from './counter-app.tsx';
import { pairThisCounter } from './paired-counter.ts';

startTheme();
startStaffLanguage();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
// A code in the address is for this machine, not for its connection: people sign in over the session's cookie.
await pairThisCounter();
createRoot(root).render(
  <StrictMode>
    <CounterApp connection={connectHall()} />
  </StrictMode>,
);

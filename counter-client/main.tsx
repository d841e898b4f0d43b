import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectHall } from '../common/client/hall-connection.ts';
import '../common/ui/fonts.css';
import '../common/ui/tokens.css';
import '../common/ui/a11y.css';
import './counter.css';
import { CounterApp } from './counter-app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <CounterApp connection={connectHall()} />
  </StrictMode>,
);

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectHall } from '../common/client/hall-connection.ts';
import '../common/ui/fonts.css';
import '../common/ui/tokens.css';
import '../common/ui/a11y.css';
import './kiosk.css';
import './kiosk-pages.css';
import './kiosk-result.css';
import './kiosk-landscape.css';
import './kiosk-compact.css';
import './kiosk-languages.css';
import { KioskApp } from './kiosk-app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
const connection = connectHall({ wants: 'kiosk', tokenKey: 'motcua.kiosk' });
createRoot(root).render(
  <StrictMode>
    <KioskApp connection={connection} />
  </StrictMode>,
);

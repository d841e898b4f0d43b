import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectHall } from '../common/client/hall-connection.ts';
import '../common/ui/fonts.css';
import '../common/ui/tokens.css';
import '../common/ui/a11y.css';
import './frame.css';
import './manager.css';
import './forms.css';
import './record.css';
import './catalogue/procedures.css';
import './reports/reports.css';
import './plan/plan.css';
import { startStaffLanguage } from '../common/client/staff-language.ts';
import { startTheme } from '../common/client/theme.ts';
import { ManagerApp } from './manager-app.tsx';
import { SetUpPage } from './set-up-page.tsx';

startTheme();
startStaffLanguage();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
const setUp = globalThis.location.pathname.startsWith('/setup');
createRoot(root).render(
  <StrictMode>{setUp ? <SetUpPage /> : <ManagerApp connection={connectHall()} />}</StrictMode>,
);

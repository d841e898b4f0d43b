import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../common/ui/fonts.css';
import '../common/ui/tokens.css';
import '../common/ui/a11y.css';
import './province.css';
import { startStaffLanguage } from '../common/client/staff-language.ts';
import { startTheme } from '../common/client/theme.ts';
import { ProvinceApp } from './province-app.tsx';

startTheme();
startStaffLanguage();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <ProvinceApp />
  </StrictMode>,
);

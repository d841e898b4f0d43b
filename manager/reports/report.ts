import { staffWords } from '../../common/client/staff-language.ts';
import { reports as englishReports } from '../../common/i18n/en/reports.ts';
import { reports } from '../../common/i18n/vi/reports.ts';

export const sayReport = staffWords(reports, englishReports);

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

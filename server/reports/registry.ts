import { arrivals } from './arrivals.ts';
import { comparison } from './comparison.ts';
import { counters } from './counters.ts';
import { deviceDowntime } from './device-downtime.ts';
import { difficulties } from './difficulties.ts';
import { dutyDays } from './duty-days.ts';
import { estimateError } from './estimate-error.ts';
import { missingPapers } from './missing-papers.ts';
import { noShow } from './no-show.ts';
import { procedures } from './procedures.ts';
import { purpose } from './purpose.ts';
import type { ReportDefinition } from './report.ts';
import { satisfaction } from './satisfaction.ts';
import { trust } from './trust.ts';
import { volume } from './volume.ts';
import { waiting } from './waiting.ts';

/** Every report of the product, in the order of the menu. */
export const REPORTS: readonly ReportDefinition[] = [
  volume,
  waiting,
  arrivals,
  counters,
  procedures,
  missingPapers,
  difficulties,
  satisfaction,
  noShow,
  purpose,
  comparison,
  dutyDays,
  deviceDowntime,
  estimateError,
  trust,
];

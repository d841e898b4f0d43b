import type { Measure } from './measure.ts';
import { callToScreen } from './measures/call-to-screen.ts';
import { durableIssue } from './measures/durable-issue.ts';
import { estimate } from './measures/estimate.ts';
import { hub } from './measures/hub.ts';
import { importMillion } from './measures/import-million.ts';
import { liveBoard } from './measures/live-board.ts';
import { memory } from './measures/memory.ts';
import { officePlans } from './measures/office-plans.ts';
import { pageSize } from './measures/page-size.ts';
import { plan } from './measures/plan.ts';
import { simulatedDays } from './measures/simulated-days.ts';
import { tapToPrinter } from './measures/tap-to-printer.ts';
import { webhooks } from './measures/webhooks.ts';
import { yearReport } from './measures/year-report.ts';

/** Every measure, in the order in which they run. */
export const MEASURES: readonly Measure[] = [
  durableIssue,
  callToScreen,
  tapToPrinter,
  memory,
  pageSize,
  simulatedDays,
  plan,
  estimate,
  officePlans,
  yearReport,
  importMillion,
  liveBoard,
  hub,
  webhooks,
];

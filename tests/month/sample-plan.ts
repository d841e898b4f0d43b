import type { Counter, Field } from '../../common/protocol/catalogue.ts';
import type { Officer } from '../../common/protocol/people.ts';
import type { PlanGroup, PlannedField, StaffingPlan } from '../../common/protocol/plan.ts';
import type { HallFacts } from '../../server/planning/hall-facts.ts';

const NAMES = { 'dat-dai': 'Đất đai', 'ho-tich': 'Hộ tịch', thue: 'Thuế' } as const;
type Code = keyof typeof NAMES;

const wait = (share: number) => ({
  withinTargetShare: share,
  withinTargetHalfWidth: 0.01,
  meanMinutes: 5,
  p90Minutes: 12,
});

const field = (code: Code, group: number): PlannedField => ({
  code,
  name: NAMES[code],
  agency: null,
  tickets: 300,
  perDay: 15,
  serviceMinutes: 8,
  serviceScv: 1,
  serviceBasis: 'measured',
  dispersion: 1,
  forecast: null,
  slots: [],
  officialsAlone: 2,
  group,
  waitAlone: wait(0.95),
  waitPlanned: wait(0.93),
  waitPresent: wait(0.7),
  meetsTarget: true,
  reasons: [],
});

const group = (fields: readonly Code[], officials: number): PlanGroup => ({
  fields,
  helpingFields: [],
  officials,
  officialsAlone: officials + 1,
  occupancy: 0.6,
  officialsBySlot: [],
  coveredBy: null,
  reasons: [],
});

/** A plan of three officials in two groups, for three fields. */
export function samplePlan(): StaffingPlan {
  return {
    from: '2026-10-01',
    to: '2026-11-20',
    target: { share: 0.9, minutes: 15 },
    seed: 1,
    recordedDays: 36,
    tickets: 900,
    simulatedDays: 300,
    sessions: [{ fromMinute: 450, toMinute: 690 }],
    fields: [field('dat-dai', 0), field('ho-tich', 1), field('thue', 1)],
    groups: [group(['dat-dai'], 1), group(['ho-tich', 'thue'], 2)],
    officialsAlone: 6,
    officials: 3,
    saved: { officials: 3, low: 2, high: 4 },
    cap: null,
    overall: { alone: 0.95, planned: 0.93, present: 0.7149 },
    sensitivity: [
      { kind: 'one-absent', group: 0, worstField: 'dat-dai', worstShare: 0, fieldsMissing: ['dat-dai'] },
      { kind: 'one-absent', group: 1, worstField: 'ho-tich', worstShare: 0.87, fieldsMissing: ['ho-tich'] },
    ],
    reasons: [],
    warnings: [],
  };
}

const officer = (username: string, qualifiedFields: string[]): Officer => ({
  username,
  agency: null,
  qualifiedFields,
  postedFrom: null,
  postedTo: null,
  payingUnit: '',
  note: '',
});

/** A hall in which that plan can be carried out, on Monday 30 November 2026. */
export function sampleFacts(changes: Partial<HallFacts> = {}): HallFacts {
  return {
    fields: (Object.keys(NAMES) as Code[]).map(
      (code) => ({ code, name: NAMES[code], agency: null }) as Field,
    ),
    agencies: [],
    counters: ['1', '2', '3'].map((code) => ({ code, label: `Quầy ${code}`, active: true }) as Counter),
    officers: [
      officer('lan', ['ho-tich', 'thue']),
      officer('tam', ['dat-dai']),
      officer('hoa', ['ho-tich', 'thue']),
    ],
    settings: {
      discipline: { kind: 'strict' },
      help: 'when-empty',
      noShow: { endsAfterCalls: 3, returnsAfterSeconds: 45 },
      workingHours: [],
      workingDays: [1, 2, 3, 4, 5],
      saturdayHours: [],
      postingWarningDays: 30,
    },
    calendar: new Map(),
    holidays: { yearly: [], dated: [] },
    timeZone: 'Asia/Ho_Chi_Minh',
    today: '2026-11-30',
    ...changes,
  };
}

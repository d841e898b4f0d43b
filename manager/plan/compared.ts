import { formatNumber, formatShare } from '../../common/client/staff-format.ts';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import { sayPlan } from '../words.ts';
import { type AskedRequest, formOf, type PlanForm } from './plan-question.ts';

/** A plan with what was asked. */
export interface AskedPlan {
  readonly id: string;
  readonly request: AskedRequest;
  readonly plan: StaffingPlan;
}

/** A line of the comparison: one figure of every plan. */
export interface ComparedLine {
  readonly label: string;
  readonly cells: readonly string[];
  /** Whether the plans differ in it. */
  readonly differs: boolean;
}

const line = (label: string, cells: readonly string[]): ComparedLine => ({
  label,
  cells,
  differs: new Set(cells).size > 1,
});

const nameOf = (plans: readonly AskedPlan[]) => {
  const names = new Map(plans.flatMap(({ plan }) => plan.fields.map(({ code, name }) => [code, name])));
  return (code: string) => names.get(code) ?? code;
};

/** What was asked, word for word; only what differs is worth a line. */
export function askedLines(plans: readonly AskedPlan[]): ComparedLine[] {
  const name = nameOf(plans);
  const forms = plans.map(({ request }) => formOf(request));
  const each = (label: Parameters<typeof sayPlan>[0], of: (form: PlanForm) => string) =>
    line(sayPlan(label), forms.map(of));
  const listed = (items: readonly string[]) => (items.length === 0 ? '–' : items.join('; '));
  return [
    each('comparedPeriod', ({ from, to }) => `${from} – ${to}`),
    each('targetShare', ({ sharePercent, minutes }) =>
      sayPlan('comparedTarget', { p: formatNumber(sharePercent), m: minutes }),
    ),
    each('ownTargets', ({ targets }) =>
      listed(targets.map((row) => `${name(row.field)}: ${row.sharePercent} % / ${row.minutes}`)),
    ),
    each('keptDays', ({ keptDays, keptOf }) => sayPlan('comparedKept', { n: keptDays, m: keptOf })),
    each('cap', ({ cap }) => (cap === null ? '–' : String(cap))),
    each('countersBind', ({ counters }) =>
      sayPlan(counters === 'respect' ? 'countersRespect' : 'countersIgnore'),
    ),
    each('maxFields', ({ maxFields }) => String(maxFields)),
    each('breakMinutes', ({ breakMinutes }) => String(breakMinutes)),
    each('qualifications', ({ qualifications }) =>
      sayPlan(qualifications === 'ignore' ? 'qualificationsIgnore' : 'qualificationsRespect'),
    ),
    each('trainedOfficers', ({ trained }) =>
      listed(
        trained.map(
          ({ holds, learns, officials }) =>
            `${holds.map(name).join(' + ')} → ${name(learns)} (${sayPlan('officials', { n: officials })})`,
        ),
      ),
    ),
    each('volume', ({ volumePercent }) => `${formatNumber(volumePercent)} %`),
    each('absence', ({ absencePercent }) => `${formatNumber(absencePercent)} %`),
    each('horizon', ({ horizonMonths }) => String(horizonMonths)),
    each('appointments', ({ appointmentPercent }) => `${formatNumber(appointmentPercent)} %`),
    each('movePrice', ({ movePrice }) => formatNumber(movePrice)),
    each('drivers', ({ drivers }) =>
      listed(
        drivers.map((row) =>
          [
            row.field === '' ? sayPlan('driverAll') : name(row.field),
            `${sayPlan('driverVolume')} ${formatNumber(row.volumePercent)} %`,
            `${sayPlan('driverService')} ${formatNumber(row.servicePercent)} %`,
            ...(row.dossiers > 0 ? [sayPlan('comparedDossiers', { n: row.dossiers })] : []),
          ].join(', '),
        ),
      ),
    ),
    each('fieldsAsked', ({ fields }) =>
      fields.length === 0 ? sayPlan('fieldsAll') : sayPlan('fieldsSome', { n: fields.length }),
    ),
  ].filter(({ differs }) => differs);
}

/** Person-hours a day as the half-hours stand. */
function hoursOf(plan: StaffingPlan): number {
  return (
    plan.groups.reduce(
      (sum, group) => sum + group.officialsBySlot.reduce((all, { officials }) => all + officials, 0),
      0,
    ) / 2
  );
}

const change = (value: number, first: number) => {
  const moved = Math.round((value - first) * 10) / 10;
  return moved === 0 ? '' : ` (${moved > 0 ? '+' : '−'}${formatNumber(Math.abs(moved))})`;
};

/** What comes of it; beside the figure of every further plan stands how it differs from the first. */
export function answerLines(plans: readonly AskedPlan[]): ComparedLine[] {
  const all = plans.map(({ plan }) => plan);
  const [first] = all;
  if (!first) return [];
  const name = nameOf(plans);
  const number = (label: Parameters<typeof sayPlan>[0], of: (plan: StaffingPlan) => number, places = 1) =>
    line(
      sayPlan(label),
      all.map((plan) => formatNumber(of(plan), places) + change(of(plan), of(first))),
    );
  const words = (label: Parameters<typeof sayPlan>[0], of: (plan: StaffingPlan) => string) =>
    line(sayPlan(label), all.map(of));
  const share = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : formatShare(value);
  return [
    number('totalOfficials', (plan) => plan.officials, 0),
    number('figureAlone', (plan) => plan.officialsAlone, 0),
    number('comparedHours', hoursOf),
    words('overall', (plan) => share(plan.overall.planned)),
    words('comparedRisk', (plan) =>
      share(plan.risk?.find(({ officials }) => officials === plan.officials)?.probability),
    ),
    words('comparedMissing', (plan) => {
      const missing = plan.fields.filter((field) => field.tickets > 0 && !field.meetsTarget);
      return missing.length === 0 ? sayPlan('caseNone') : missing.map((field) => field.name).join('; ');
    }),
    words('comparedTraining', (plan) =>
      String((plan.training ?? []).reduce((sum, { missing }) => sum + missing, 0)),
    ),
    number('comparedMoves', (plan) => plan.moves ?? 0, 0),
    words('groups', (plan) =>
      plan.groups
        .filter(({ fields }) => fields.length > 1)
        .map(({ fields, officials }) => `${fields.map(name).join(' + ')} (${officials})`)
        .join('; '),
    ),
    ...(all.some(({ backOffice = [] }) => backOffice.length > 0)
      ? [
          words('comparedDone', (plan) =>
            formatNumber(
              plan.groups.reduce((sum, { backOffice }) => sum + (backOffice?.done ?? 0), 0),
              0,
            ),
          ),
        ]
      : []),
  ];
}

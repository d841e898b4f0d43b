import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { opinion as words } from '../../common/i18n/vi/opinion.ts';
import { FEW_OPINIONS, OPINION_LEVELS, SATISFIED_FROM } from '../../common/protocol/opinion-levels.ts';
import { OPINION_SOURCES, OpinionSource, RESPONDENTS, Respondent } from '../../common/protocol/opinions.ts';
import { compareKeys, rounded, share } from './figures.ts';
import { defineReport, measure, type ReportCatalogue } from './report.ts';
import {
  answersOf,
  criterionNames,
  OPINION_DIMENSIONS,
  type OpinionDimension,
  type OpinionRow,
  OVERALL,
  opinionsOf,
  type SatisfactionDimension,
  servedVisits,
  VISIT_DIMENSIONS,
  type VisitDimension,
} from './satisfaction-source.ts';
import { isPeriod, PERIOD, PERIOD_WRONG } from './source.ts';

const DIMENSIONS: readonly string[] = [...Object.keys(VISIT_DIMENSIONS), ...OPINION_DIMENSIONS];
const isDimension = (text: string): text is SatisfactionDimension => DIMENSIONS.includes(text);
const isOfOpinion = (text: string): text is OpinionDimension =>
  (OPINION_DIMENSIONS as readonly string[]).includes(text);

export const SatisfactionParams = z
  .strictObject({
    ...PERIOD,
    by: z
      .string()
      .meta({ dimensions: DIMENSIONS })
      .default('field')
      .transform((text) => [...new Set(text.split(',').map((part) => part.trim()))])
      .pipe(z.array(z.string().refine(isDimension, 'no such dimension')).min(1).max(5))
      .transform((parts) => parts.filter(isDimension)),
    source: OpinionSource.optional().meta({ title: words.source }),
    respondent: Respondent.optional().meta({ title: words.respondent }),
  })
  .refine(isPeriod, PERIOD_WRONG);

type Cell = string | number | null;

/** Figures of one group while it is counted. */
class Tally {
  private readonly levels = new Map<number, number>();
  private ratings = 0;
  private points = 0;
  private ticketed = 0;
  private marked = 0;
  private markedSatisfied = 0;
  private served = 0;

  add(level: number, { ticketed, marked }: Pick<OpinionRow, 'ticketed' | 'marked'>): void {
    this.levels.set(level, (this.levels.get(level) ?? 0) + 1);
    this.ratings += 1;
    this.points += level;
    if (ticketed === 1) this.ticketed += 1;
    if (marked !== 1) return;
    this.marked += 1;
    if (level >= SATISFIED_FROM) this.markedSatisfied += 1;
  }

  addServed(count: number): void {
    this.served += count;
  }

  get isEmpty(): boolean {
    return this.ratings === 0 && this.served === 0;
  }

  /** @param ofVisits whether the group is one of visits, so that those served can be counted in it */
  figures(ofVisits: boolean) {
    const { ratings, levels } = this;
    const satisfied = OPINION_LEVELS.filter((level) => level >= SATISFIED_FROM).reduce(
      (sum, level) => sum + (levels.get(level) ?? 0),
      0,
    );
    return {
      ratings,
      slips: ratings - this.ticketed,
      ...Object.fromEntries(OPINION_LEVELS.map((level) => [`level${level}`, levels.get(level) ?? 0])),
      meanScore: ratings === 0 ? null : rounded(this.points / ratings, 2),
      satisfiedShare: share(satisfied, ratings),
      marked: this.marked,
      satisfiedShareUnmarked: share(satisfied - this.markedSatisfied, ratings - this.marked),
      served: ofVisits ? this.served : null,
      responseShare: ofVisits ? share(this.ticketed, this.served) : null,
    };
  }
}

/** Groups as they come up. */
class Groups {
  readonly all = new Map<string, { key: Cell[]; field: string; tally: Tally }>();
  private readonly by: readonly SatisfactionDimension[];
  private readonly catalogue: ReportCatalogue;

  constructor(by: readonly SatisfactionDimension[], catalogue: ReportCatalogue) {
    this.by = by;
    this.catalogue = catalogue;
  }

  of(columnOf: (column: string) => Cell, criterion: string): Tally {
    const field = columnOf('field');
    const key = this.by.map((dimension): Cell => {
      if (dimension === 'criterion') return criterion;
      if (isOfOpinion(dimension)) return columnOf(dimension);
      if (dimension === 'agency') return field === null ? null : this.catalogue.agencyOf(String(field));
      return columnOf(VISIT_DIMENSIONS[dimension]);
    });
    const text = JSON.stringify(key);
    let group = this.all.get(text);
    if (!group) {
      group = { key, field: String(field ?? ''), tally: new Tally() };
      this.all.set(text, group);
    }
    return group.tally;
  }
}

/** Codes in the order in which people know them, the others after them by their letters. */
function placeOf(dimension: SatisfactionDimension, value: Cell, criteria: readonly string[]): Cell {
  const order: Readonly<Record<OpinionDimension, readonly string[]>> = {
    source: OPINION_SOURCES,
    respondent: RESPONDENTS,
    criterion: [OVERALL, ...criteria],
  };
  return isOfOpinion(dimension) ? order[dimension].indexOf(String(value)) : value;
}

function nameOf(dimension: OpinionDimension, value: Cell, criteria: ReadonlyMap<string, string>): string {
  const code = String(value);
  if (dimension === 'criterion') return code === OVERALL ? words.overall : (criteria.get(code) ?? code);
  return (words as Readonly<Record<string, string>>)[code] ?? code;
}

function count(
  db: Database,
  { from, to, by, source, respondent }: z.output<typeof SatisfactionParams>,
  catalogue: ReportCatalogue,
) {
  const groups = new Groups(by, catalogue);
  const total = new Tally();
  const wanted = (row: OpinionRow) =>
    (source ?? row.source) === row.source && (respondent ?? row.respondent) === row.respondent;
  const answers = by.includes('criterion') ? answersOf(db, from, to) : new Map<string, never[]>();
  for (const row of opinionsOf(db, from, to).filter(wanted)) {
    total.add(row.level, row);
    const columnOf = (column: string) => row[column] ?? null;
    groups.of(columnOf, OVERALL).add(row.level, row);
    for (const { code, level } of answers.get(row.id) ?? []) groups.of(columnOf, code).add(level, row);
  }
  const ofVisits = by.filter((each): each is VisitDimension => !isOfOpinion(each));
  const counted: readonly VisitDimension[] = ofVisits.length === by.length ? ofVisits : ['field'];
  servedVisits(db, { from, to }, counted, (columnOf, served) => {
    total.addServed(served);
    if (ofVisits.length === by.length) groups.of(columnOf, OVERALL).addServed(served);
  });
  return { groups: [...groups.all.values()].filter(({ tally }) => !tally.isEmpty), total };
}

/**
 * What citizens and businesses say of their visits (S12): how many at each level, the mean of 1 to 5, the share that is
 * satisfied (4 and 5), and how many of those served said anything at all. Slips without a number count as opinions, but
 * not as responses: nobody knows of which visit they are. What was given within a minute from the staff's own network
 * counts and is shown apart, with the share that is left without it.
 */
export const satisfaction = defineReport({
  id: 'satisfaction',
  title: 'Ý kiến người dân',
  params: SatisfactionParams,
  columns: [
    measure('ratings'),
    measure('slips'),
    measure('level5'),
    measure('level4'),
    measure('level3'),
    measure('level2'),
    measure('level1'),
    measure('meanScore'),
    measure('satisfiedShare'),
    measure('marked'),
    measure('satisfiedShareUnmarked'),
    measure('served'),
    measure('responseShare'),
    { key: 'note', title: 'Ghi chú' },
  ],
  run(db, params, catalogue) {
    const { by, to } = params;
    const criteria = criterionNames(db, to);
    const codes = [...criteria.keys()];
    const isOfVisits = by.every((each) => !isOfOpinion(each));
    const { groups, total } = count(db, params, catalogue);
    const placed = (key: readonly Cell[]) =>
      by.map((dimension, at) => placeOf(dimension, key[at] ?? null, codes));
    const rows = groups
      .sort((a, b) => compareKeys(placed(a.key), placed(b.key)))
      .map(({ key, field, tally }) => {
        const figures = tally.figures(isOfVisits);
        const named = by.flatMap((dimension, at) => {
          const value = key[at] ?? null;
          if (isOfOpinion(dimension))
            return [
              [dimension, value],
              [`${dimension}Name`, nameOf(dimension, value, criteria)],
            ];
          return dimension === 'field'
            ? [
                [dimension, value],
                ['fieldName', field === '' ? words.fieldUnknown : (catalogue.fieldName(field) ?? field)],
              ]
            : [[dimension, value]];
        });
        const isFew = figures.ratings > 0 && figures.ratings < FEW_OPINIONS;
        return { ...Object.fromEntries(named), ...figures, note: isFew ? words.few : '' };
      });
    // Answers to single questions are no further opinions: they add up to nothing.
    return { rows, totals: by.includes('criterion') ? {} : { ...total.figures(true), note: '' } };
  },
});

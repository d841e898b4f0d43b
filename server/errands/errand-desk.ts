import { join } from 'node:path';
import type { ErrandOffer, ErrandTopic } from '../../common/protocol/errands.ts';
import { dayAfter } from '../domain/calendar.ts';
import type { HallState } from '../domain/state.ts';
import type { VisitCount } from '../storage/read-models.ts';
import { loadErrandTopics, withOwnErrands } from './load-errands.ts';
import { type Catalogue, fieldGroups, guidanceFields, offeredErrands } from './offered-errands.ts';
import { usualErrands } from './usual-errands.ts';

/** The record of so many days says what people come for. */
const DAYS = 28;
const OTHER = { id: 'khac', name: 'Lĩnh vực khác', nameEn: 'Other fields', icon: 'generic' } as const;

interface ErrandDeskOptions {
  readonly state: () => HallState;
  readonly dataDir: string;
  /** The hall's calendar day. */
  readonly today: () => string;
  /** Visits by hour from a day on, up to but without another. */
  readonly visits: (from: string, before: string) => readonly VisitCount[];
  readonly onError: (error: unknown, what: string) => void;
}

/**
 * What the kiosk offers in everyday words. The record is read once a day: closed days do not change, and a busy morning
 * must not wait for it again.
 */
export class ErrandDesk {
  private readonly options: ErrandDeskOptions;
  private readonly shipped = loadErrandTopics();
  private counted: { readonly date: string; readonly visits: readonly VisitCount[] } | null = null;

  constructor(options: ErrandDeskOptions) {
    this.options = options;
  }

  offer(): ErrandOffer {
    const { state: stateNow, dataDir, onError } = this.options;
    const { topics, bad } = withOwnErrands(this.shipped, join(dataDir, 'errands'));
    for (const { file, reason } of bad) onError(new Error(reason), `list of errands ${file}`);
    const state = stateNow();
    const fields = [...state.fields.values()]
      .filter((field) => field.active)
      .sort((a, b) => a.sort - b.sort || (a.code < b.code ? -1 : 1));
    const procedures = [...state.procedures.values()].filter((procedure) => procedure.active);
    const catalogue: Catalogue = { fields, procedures, agencies: state.agencies };
    return errandOffer(topics, catalogue, this.visits(), state.settings.guidanceField);
  }

  private visits(): readonly VisitCount[] {
    const date = this.options.today();
    if (this.counted?.date !== date)
      this.counted = { date, visits: this.options.visits(dayAfter(date, -DAYS), date) };
    return this.counted.visits;
  }
}

/** What the kiosk of a hall with this catalogue and this record offers. @param guidance the field that the hall names, or null */
export function errandOffer(
  topics: readonly ErrandTopic[],
  catalogue: Catalogue,
  visits: readonly VisitCount[],
  guidance: string | null,
): ErrandOffer {
  const errands = offeredErrands(topics, catalogue);
  return {
    errands: errands.map(({ share: _share, procedures: _codes, ...errand }) => errand),
    groups: fieldGroups(topics, catalogue.fields, OTHER),
    usual: usualErrands(errands, visits),
    guidance: guidanceFields(catalogue, guidance),
  };
}

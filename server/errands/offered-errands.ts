import { foldVietnamese } from '../../common/i18n/fold.ts';
import type { Agency, Field, Procedure } from '../../common/protocol/catalogue.ts';
import type { ErrandTopic, FieldGroup, OfferedErrand } from '../../common/protocol/errands.ts';

/** What a hall offers today, in its own order. */
export interface Catalogue {
  readonly fields: readonly Field[];
  readonly procedures: readonly Procedure[];
  readonly agencies: ReadonlyMap<string, Pick<Agency, 'kind'>>;
}

/** An errand and how common it is in an ordinary hall. */
export interface SharedErrand extends OfferedErrand {
  readonly share: number;
  readonly procedures: readonly string[];
}

/**
 * Each errand with where this hall does it: the field of the first of its procedures that is offered, else the first
 * field whose name speaks of its topic, else another place.
 */
export function offeredErrands(topics: readonly ErrandTopic[], catalogue: Catalogue): SharedErrand[] {
  const active = new Set(catalogue.fields.map((field) => field.code));
  const procedures = new Map(
    catalogue.procedures
      .filter((procedure) => active.has(procedure.field))
      .map((procedure) => [procedure.code, procedure]),
  );
  return topics.flatMap((topic) => {
    const field = catalogue.fields.find((each) => takesPapers(each) && speaksOf(each, topic));
    return topic.errands.map((errand): SharedErrand => {
      const procedure = errand.procedures.map((code) => procedures.get(code)).find((each) => each);
      const { id, name, nameEn, words, share, where, whereEn } = errand;
      return {
        id,
        name,
        nameEn,
        words,
        icon: errand.icon ?? topic.icon,
        field: procedure?.field ?? field?.code ?? null,
        procedure: procedure?.code ?? null,
        where,
        whereEn,
        share,
        procedures: errand.procedures,
      };
    });
  });
}

/** Fields by topic; those that no topic speaks of come last, under `other`. A field stands in one group. */
export function fieldGroups(
  topics: readonly ErrandTopic[],
  fields: readonly Field[],
  other: Omit<FieldGroup, 'fields'>,
): FieldGroup[] {
  const left = new Set(fields);
  const groups = topics.map(({ id, name, nameEn, icon, ...topic }) => {
    const own = [...left].filter((field) => speaksOf(field, topic));
    for (const field of own) left.delete(field);
    return { id, name, nameEn, icon, fields: own.map((field) => field.code) };
  });
  return [...groups, { ...other, fields: [...left].map((field) => field.code) }].filter(
    (group) => group.fields.length > 0,
  );
}

/**
 * Fields whose counters guide, best first: the one that the hall names; else those that only guide; else those of the
 * hall's own offices that also answer questions, since another agency's official cannot speak for the hall.
 */
export function guidanceFields(catalogue: Catalogue, named: string | null): string[] {
  const asked = catalogue.fields.filter((field) => field.purposes.includes('ask'));
  const chosen = asked.filter((field) => field.code === named);
  if (chosen.length > 0) return codes(chosen);
  const only = asked.filter((field) => field.purposes.length === 1);
  if (only.length > 0) return codes(only);
  const own = asked.filter(
    (field) => field.agency === null || catalogue.agencies.get(field.agency)?.kind !== 'outside',
  );
  return codes(own.length > 0 ? own : asked);
}

const codes = (fields: readonly Field[]) => fields.map((field) => field.code);

const takesPapers = (field: Field) => field.purposes.includes('submit');

/** Whether a field's name holds one of the topic's phrases, as whole words, with or without diacritics. */
function speaksOf(field: Field, topic: Pick<ErrandTopic, 'fields'>): boolean {
  const name = ` ${foldVietnamese(field.name).replace(/[^a-z0-9]+/g, ' ')} `;
  return topic.fields.some((phrase) => name.includes(` ${foldVietnamese(phrase)} `));
}

import type { Procedure } from '../common/protocol/catalogue.ts';
import type { ErrandOffer, OfferedErrand } from '../common/protocol/errands.ts';
import type { FieldRecord } from '../common/protocol/views.ts';

/** Before the hall has answered, and of a hall that has no list. */
export const NO_OFFER: ErrandOffer = { errands: [], groups: [], usual: [], guidance: [] };

/**
 * What stands on the first page at an hour: the hall's usual errands whose fields are still there, commonest first; a hall without
 * any shows its fields by what they are for.
 */
export function usualAt(
  offer: ErrandOffer,
  hour: number,
  records: readonly FieldRecord[],
): readonly OfferedErrand[] {
  const offered = new Set(records.filter(({ field }) => field.active).map(({ field }) => field.code));
  const byId = new Map(offer.errands.map((errand) => [errand.id, errand]));
  const usual = (offer.usual[hour] ?? []).flatMap((id) => {
    const errand = byId.get(id);
    return errand?.field != null && offered.has(errand.field) ? [errand] : [];
  });
  return usual.length > 0 ? usual : records.filter(takesPapers).map(errandOfField);
}

const takesPapers = ({ field }: FieldRecord) => field.active && field.purposes.includes('submit');

/** A field as something to come for. */
function errandOfField({ field }: FieldRecord): OfferedErrand {
  return {
    id: `field-${field.code}`,
    name: field.everyday || field.name,
    nameEn: field.everydayEn || field.nameEn,
    words: field.words,
    icon: field.icon,
    field: field.code,
    procedure: null,
    where: '',
    whereEn: '',
  };
}

/** One thing that the search can find. */
export interface Found {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly words: readonly string[];
  /** How it is drawn: an errand, or a procedure or field of the catalogue. */
  readonly errand: OfferedErrand | null;
  readonly field: string | null;
  readonly procedure: string | null;
}

/**
 * Errands, then procedures that no errand leads to, then fields: one searchable list. An errand is also found by the name
 * and the words of its procedure, under the first errand that leads there.
 */
export function searchable(
  offer: ErrandOffer,
  procedures: readonly Procedure[],
  records: readonly FieldRecord[],
): readonly Found[] {
  const active = records.map((record) => record.field).filter((field) => field.active);
  const codes = new Set(active.map((field) => field.code));
  const left = new Map(procedures.filter(({ field }) => codes.has(field)).map((each) => [each.code, each]));
  const ofErrands = offer.errands.map((errand): Found => {
    const { id, name, nameEn, field, procedure } = errand;
    const whole = procedure === null ? undefined : left.get(procedure);
    if (whole !== undefined) left.delete(whole.code);
    const words = [...errand.words, ...(whole === undefined ? [] : [whole.name, ...whole.words])];
    return { key: `e/${id}`, name, nameEn, words, errand, field, procedure };
  });
  const ofProcedures = [...left.values()].map(({ code, name, nameEn, words, field }): Found => {
    return { key: `p/${code}`, name, nameEn, words, errand: null, field, procedure: code };
  });
  const ofFields = active.map((field): Found => {
    const words = [...field.words, field.everyday].filter((text) => text !== '');
    const { code, name, nameEn } = field;
    return { key: `f/${code}`, name, nameEn, words, errand: null, field: code, procedure: null };
  });
  return [...ofErrands, ...ofProcedures, ...ofFields];
}

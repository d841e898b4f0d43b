import type { PublicListing } from '../../common/protocol/procedure-versions.ts';
import { namesOn } from '../domain/calendar.ts';
import { holdsOn, versionOn } from '../domain/procedure-versions.ts';
import type { HallState } from '../domain/state.ts';

/** The procedures that the hall takes on a day, field by field, under the hall's names of that day. */
export function listingOn(state: HallState, date: string): PublicListing {
  const fields = [...state.fields.values()]
    .filter((field) => field.active)
    .sort((a, b) => a.sort - b.sort || (a.code < b.code ? -1 : 1))
    .map(({ code, name, nameEn }) => ({
      code,
      name,
      nameEn,
      procedures: [] as PublicListing['fields'][number]['procedures'][number][],
    }));
  const byCode = new Map(fields.map((field) => [field.code, field]));
  for (const code of state.procedureVersions.keys()) {
    const version = versionOn(state, code, date);
    if (version === undefined || !holdsOn(version, date)) continue;
    const { active: _active, field, ...procedure } = version.procedure;
    byCode.get(field)?.procedures.push({
      ...procedure,
      effectiveFrom: version.effectiveFrom,
      effectiveTo: version.effectiveTo,
    });
  }
  for (const field of fields)
    field.procedures.sort((a, b) => a.name.localeCompare(b.name, 'vi') || (a.code < b.code ? -1 : 1));
  const { hallName, hallNameEn, superiorName } = namesOn(state, date);
  const { address } = state.settings;
  return {
    date,
    hall: { name: hallName, nameEn: hallNameEn, superior: superiorName, address },
    fields: fields.filter((field) => field.procedures.length > 0),
  };
}

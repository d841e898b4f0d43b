import type { ShownVersion } from '../../../../common/protocol/procedure-versions.ts';
import { accepted, type Outcome, refused } from '../../../../common/protocol/refusals.ts';
import type { ListChoice as ListQuery } from '../../../../common/protocol/rest/catalogue.ts';
import { holdsOn, versionOn, versionsOf } from '../../../domain/procedure-versions.ts';
import type { HallState } from '../../../domain/state.ts';
import { answer, defineRoute, STAFF } from '../route.ts';
import { giveByRest } from './commands.ts';

/** A list of five thousand procedures with all their papers has some five megabytes. */
const LIST_BYTES = 12 * 1024 * 1024;
/** Problems that are told when a list is refused; a comparison tells all. */
const TOLD = 20;

const choiceOf = ({ from, behind, encoding, fields }: ListQuery) => ({
  from: from ?? null,
  encoding: encoding ?? null,
  behind,
  called: fields,
});

function shownVersions(state: HallState, code: string, today: string): ShownVersion[] {
  const present = versionOn(state, code, today);
  const stateOf = (version: (typeof versions)[number]): ShownVersion['state'] => {
    if ((version.effectiveFrom ?? '') > today) return 'planned';
    if (version !== present) return 'past';
    return holdsOn(version, today) ? 'present' : 'ended';
  };
  const versions = versionsOf(state, code);
  return versions.map((version) => ({ ...version, state: stateOf(version) }));
}

export const procedureRoutes = [
  defineRoute('GET /procedures/listing', {
    summary:
      'The procedures that the hall takes today, by field; as data, as a list to take in, or as a page',
    allowed: 'anyone',
    run: async ({ services, query, principal }) => {
      const today = services.hall.moment().date;
      const date = query.date ?? today;
      // Anybody may read today's; making pages of other days is the hall's own work.
      if (date !== today && principal.kind !== 'user')
        return refused('forbidden', 'sign in to read the list of another day');
      if (query.format === 'json') return answer(services.listing.on(date));
      const written = await services.listing.write(date, query.format);
      return written.ok ? { ok: true, value: { status: 200, raw: written.value } } : written;
    },
  }),
  defineRoute('GET /procedures/:code/versions', {
    summary: 'What a procedure said, says and will say, earliest first',
    allowed: STAFF,
    run: ({ services, params }) => {
      const { hall } = services;
      const versions = shownVersions(hall.state, params.code ?? '', hall.moment().date);
      return versions.length === 0
        ? refused('unknown_procedure', 'no such procedure')
        : answer({ today: hall.moment().date, versions });
    },
  }),
  defineRoute('DELETE /procedures/:code/versions/:from', {
    summary: 'Takes back a version before it comes into force',
    allowed: ['admin'],
    run: (request) =>
      giveByRest(
        request,
        'procedure:withdraw-version',
        { code: request.params.code, effectiveFrom: request.params.from },
        () => ({ status: 200, body: { ok: true } }),
      ),
  }),
  defineRoute('POST /procedure-lists/compare', {
    summary: 'Reads a list file (CSV, XLSX) and tells what taking it in would do; changes nothing',
    allowed: ['admin'],
    fileBytes: LIST_BYTES,
    run: async ({ services, query, file }) => {
      const compared = await services.lists.compare(file, choiceOf(query));
      return compared.ok ? answer(compared.value) : compared;
    },
  }),
  defineRoute('POST /procedure-lists/import', {
    summary: 'Takes a list file in, exactly as its comparison showed (`shown`)',
    allowed: ['admin'],
    fileBytes: LIST_BYTES,
    run: async (request) => {
      const { services, query, file } = request;
      const read = await services.lists.read(file, choiceOf(query));
      if (!read.ok) return read;
      const refusal = unusable(read.value.problems);
      if (!refusal.ok) return refusal;
      return giveByRest(
        request,
        'procedure-list:import',
        {
          file: query.file,
          rows: read.value.rows,
          missing: query.missing,
          behind: query.behind,
          shown: query.shown,
        },
        () => ({ status: 200, body: { ok: true } }),
      );
    },
  }),
];

function unusable(problems: readonly unknown[]): Outcome<null> {
  return problems.length === 0
    ? accepted(null)
    : refused('list_invalid', 'rows of the list cannot be taken in', {
        count: problems.length,
        problems: problems.slice(0, TOLD),
      });
}

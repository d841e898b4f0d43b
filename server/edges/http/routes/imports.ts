import { refused } from '../../../../common/protocol/refusals.ts';
import type { ActorStamp } from '../../../domain/events.ts';
import type { Principal } from '../../principal.ts';
import { answer, defineRoute, LEADERS } from '../route.ts';

const actorOf = (principal: Principal): ActorStamp => ({
  kind: 'user',
  id: principal.kind === 'user' ? principal.username : '',
});

export const importRoutes = [
  defineRoute('GET /imports', {
    summary: 'Files on their way into the record, and the batches that it has',
    allowed: LEADERS,
    run: ({ services }) => answer({ imports: services.imports.list(), batches: services.imports.batches() }),
  }),
  defineRoute('POST /imports', {
    summary:
      'Takes a file with tickets of earlier days (CSV, .csv.gz, .xlsx) to be checked; keeps nothing of it',
    allowed: LEADERS,
    streams: true,
    run: async ({ services, query, stream, headers }) => {
      const declared = Number(headers['content-length'] ?? 0);
      const received = await services.imports.receive(query.file, stream, declared);
      return received.ok ? answer(received.value, 201) : received;
    },
  }),
  defineRoute('GET /imports/:id', {
    summary: 'How far the check or import of a file is, and what it found',
    allowed: LEADERS,
    run: ({ services, params }) => {
      const run = services.imports.find(params.id ?? '');
      return run === undefined ? refused('not_found', 'no such file') : answer(run);
    },
  }),
  defineRoute('POST /imports/:id/check', {
    summary: 'Reads a file and compares it with the record; keeps nothing',
    allowed: LEADERS,
    run: ({ services, params, body }) => {
      const begun = services.imports.check(params.id ?? '', body);
      return begun.ok ? answer(begun.value, 202) : begun;
    },
  }),
  defineRoute('POST /imports/:id/take', {
    summary: 'Brings the tickets of a file into the record as one batch',
    allowed: LEADERS,
    run: ({ services, params, body, principal }) => {
      const begun = services.imports.take(params.id ?? '', body, actorOf(principal));
      return begun.ok ? answer(begun.value, 202) : begun;
    },
  }),
  defineRoute('DELETE /imports/:id', {
    summary: 'Drops a file; what is under way with it ends and leaves nothing',
    allowed: LEADERS,
    run: async ({ services, params }) => {
      const dropped = await services.imports.drop(params.id ?? '');
      return dropped.ok ? answer({ ok: true }) : dropped;
    },
  }),
  defineRoute('DELETE /import-batches/:id', {
    summary: 'Removes the tickets of an import from the record',
    allowed: LEADERS,
    run: async ({ services, params, principal }) => {
      const removed = await services.imports.remove(params.id ?? '', actorOf(principal));
      return removed.ok ? answer({ ok: true, ...removed.value }) : removed;
    },
  }),
];

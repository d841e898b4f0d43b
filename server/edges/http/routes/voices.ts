import { refused } from '../../../../common/protocol/refusals.ts';
import type { VoicePackChange } from '../../../../common/protocol/voice-packs.ts';
import { ClipKey, MOST_CLIP_BYTES } from '../../../../common/voice/recorded-clip.ts';
import { MOST_PACK_BYTES } from '../../../voices/pack-file.ts';
import { answer, defineRoute, LEADERS, type RouteRequest } from '../route.ts';

/** Puts into the log what was done to a pack, and by whom. */
async function note(
  { services, principal }: RouteRequest<unknown, unknown>,
  change: VoicePackChange,
): Promise<void> {
  const id = principal.kind === 'user' ? principal.username : '';
  await services.hall.record([{ type: 'voice-pack:changed', ...change }], { kind: 'user', id });
}

const DONE = { ok: true as const };

export const voiceRoutes = [
  defineRoute('GET /voice-packs', {
    summary: 'Packs of the hall’s own recordings, with those that can still be taken back',
    allowed: LEADERS,
    run: ({ services }) => answer({ packs: services.voices.list() }),
  }),
  defineRoute('POST /voice-packs', {
    summary: 'Starts a pack of the hall’s own recordings',
    allowed: LEADERS,
    run: async (request) => {
      const { services, body } = request;
      const started = services.voices.start(body.name, body.language);
      if (!started.ok) return started;
      await note(request, { pack: started.value.id, name: body.name, change: 'started' });
      return answer(started.value, 201);
    },
  }),
  defineRoute('POST /voice-packs/import', {
    summary: 'Takes a pack from one file (zip); each clip is measured',
    allowed: LEADERS,
    fileBytes: MOST_PACK_BYTES,
    run: async (request) => {
      const taken = await request.services.voices.import(request.file);
      if (!taken.ok) return taken;
      await note(request, { pack: taken.value.id, name: taken.value.name, change: 'imported' });
      return answer(taken.value, 201);
    },
  }),
  defineRoute('GET /voice-packs/:id', {
    summary: 'A pack with its clips',
    allowed: LEADERS,
    run: ({ services, params }) => {
      const read = services.voices.read(params.id ?? '');
      return read.ok ? answer(read.value) : read;
    },
  }),
  defineRoute('PUT /voice-packs/:id', {
    summary: 'Names a pack',
    allowed: LEADERS,
    run: async (request) => {
      const { services, params, body } = request;
      const named = services.voices.rename(params.id ?? '', body.name);
      if (!named.ok) return named;
      await note(request, { pack: named.value.id, name: body.name, change: 'renamed' });
      return answer(DONE);
    },
  }),
  defineRoute('DELETE /voice-packs/:id', {
    summary: 'Deletes a pack; it can be taken back for thirty days',
    allowed: LEADERS,
    run: async (request) => {
      const dropped = request.services.voices.drop(request.params.id ?? '');
      if (!dropped.ok) return dropped;
      await note(request, { pack: dropped.value.id, name: dropped.value.name, change: 'removed' });
      return answer(DONE);
    },
  }),
  defineRoute('POST /voice-packs/:id/restore', {
    summary: 'Takes a deleted pack back',
    allowed: LEADERS,
    run: async (request) => {
      const restored = request.services.voices.restore(request.params.id ?? '');
      if (!restored.ok) return restored;
      await note(request, { pack: restored.value.id, name: restored.value.name, change: 'restored' });
      return answer(DONE);
    },
  }),
  defineRoute('GET /voice-packs/:id/export', {
    summary: 'A pack as one file',
    allowed: LEADERS,
    run: async (request) => {
      const { services, params } = request;
      const made = services.voices.export(params.id ?? '');
      if (!made.ok) return made;
      await note(request, { pack: params.id ?? '', name: made.value.name, change: 'exported' });
      const raw = { type: 'application/zip', content: made.value.file, fileName: `${params.id}.zip` };
      return { ok: true, value: { status: 200, raw } };
    },
  }),
  defineRoute('PUT /voice-packs/:id/clips/:clip', {
    summary: 'Keeps a recording (WAV, mono, 16 bits, -16 LUFS) in the place of the one before',
    allowed: LEADERS,
    fileBytes: MOST_CLIP_BYTES,
    run: async (request) => {
      const { services, params, file } = request;
      const clip = ClipKey.safeParse(params.clip);
      if (!clip.success) return refused('not_found', 'no clip has this name');
      const pack = services.voices.read(params.id ?? '');
      if (!pack.ok) return pack;
      const kept = services.voices.record(pack.value.id, clip.data, file);
      if (!kept.ok) return kept;
      const { id, name } = pack.value;
      await note(request, { pack: id, name, change: 'recorded', clip: clip.data });
      return answer(kept.value);
    },
  }),
  defineRoute('POST /voice-packs/:id/clips/:clip/undo', {
    summary: 'Takes a recording back: the one before is there again',
    allowed: LEADERS,
    run: async (request) => {
      const { services, params } = request;
      const clip = params.clip ?? '';
      const undone = services.voices.undo(params.id ?? '', clip);
      if (!undone.ok) return undone;
      await note(request, { pack: params.id ?? '', name: undone.value.name, change: 'undone', clip });
      return answer(DONE);
    },
  }),
];

import { z } from 'zod';
import { VoicePackId } from '../catalogue.ts';
import type { Immutable } from '../immutable.ts';
import { saidLine } from '../primitives.ts';
import { LanguageTag } from '../voice-packs.ts';
import { type CallTable, Done } from './call.ts';

const ListedVoicePack = z.object({
  id: VoicePackId,
  name: z.string(),
  language: LanguageTag,
  /** ISO. */
  madeAt: z.string(),
  revision: z.number().int(),
  clips: z.number().int(),
  seconds: z.number(),
  bytes: z.number().int(),
  /** When it was deleted, ISO; it can be taken back for thirty days. */
  droppedAt: z.string().nullable(),
});
/** A pack of the hall's own recordings. */
export type ListedVoicePack = Immutable<typeof ListedVoicePack>;

const RecordedClip = z.object({
  clip: z.string(),
  file: z.string(),
  durationMs: z.number().int(),
  lufs: z.number(),
  peakDb: z.number(),
});
const VoicePackAnswer = ListedVoicePack.extend({
  recorded: z.array(RecordedClip),
  /** Clips of which a take can be undone: the one before comes back, or none. */
  undoable: z.array(z.string()),
});
export type RecordedClip = Immutable<typeof RecordedClip>;
export type VoicePackAnswer = Immutable<typeof VoicePackAnswer>;

const NewVoicePack = z.strictObject({ name: saidLine(80), language: LanguageTag });

/** Packs of the hall's own recordings. */
export const voicePackCalls = {
  'GET /voice-packs': {
    operationId: 'listVoicePacks',
    response: z.object({ packs: z.array(ListedVoicePack) }),
  },
  'POST /voice-packs': {
    operationId: 'startVoicePack',
    body: NewVoicePack,
    response: ListedVoicePack,
    status: 201,
  },
  'POST /voice-packs/import': { operationId: 'importVoicePack', response: ListedVoicePack, status: 201 },
  'GET /voice-packs/:id': { operationId: 'readVoicePack', response: VoicePackAnswer },
  'PUT /voice-packs/:id': {
    operationId: 'renameVoicePack',
    body: NewVoicePack.pick({ name: true }),
    response: Done,
  },
  'DELETE /voice-packs/:id': { operationId: 'dropVoicePack', response: Done },
  'POST /voice-packs/:id/restore': { operationId: 'restoreVoicePack', response: Done },
  'GET /voice-packs/:id/export': { operationId: 'exportVoicePack', files: ['application/zip'] },
  'PUT /voice-packs/:id/clips/:clip': { operationId: 'recordVoiceClip', response: RecordedClip },
  'POST /voice-packs/:id/clips/:clip/undo': { operationId: 'undoVoiceClip', response: Done },
} as const satisfies CallTable;

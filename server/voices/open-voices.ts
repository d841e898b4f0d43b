import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { packageFolder } from '../../hardware/package-folder.ts';
import type { Clock } from '../hall/clock.ts';
import { VoiceStore } from '../storage/voice-store.ts';
import { HallVoices } from './hall-voices.ts';
import { ShippedPacks } from './speech-pack.ts';
import { VoiceDesk } from './voice-desk.ts';

/** Sounds and voices that the product ships. */
export const ASSETS_FOLDER = join(packageFolder(), 'common', 'assets');

/** The hall's own recordings, and how calls are read from them and from what is shipped. */
export function openVoices(parts: {
  readonly db: Database;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Told when clips changed. */
  readonly onChanged: () => void;
}): { readonly voices: VoiceDesk; readonly hallVoices: HallVoices } {
  const voices = new VoiceDesk({
    store: new VoiceStore(parts.db),
    nowMs: () => parts.clock.nowMs(),
    onChanged: parts.onChanged,
  });
  const hallVoices = new HallVoices(new ShippedPacks(ASSETS_FOLDER), (id) => voices.speechPack(id));
  return { voices, hallVoices };
}

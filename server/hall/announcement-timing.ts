import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../common/protocol/catalogue.ts';
import type { StagedCall } from '../../common/protocol/stage.ts';
import type { Voice } from '../../common/voice/clip-keys.ts';
import { announcement, type Call, LEAD_CLIP, shortAnnouncement } from '../../common/voice/reading.ts';
import type { AnnouncementTiming } from '../domain/call-stage.ts';

/** Length of a clip that a pack lacks; a screen leaves it out or reads it from another pack. */
const UNKNOWN_CLIP_MS = 400;
const UNKNOWN_CHIME_MS = 1_200;

/** Reads how long the clips of the hall's voice packs are, so that the call director knows when a reading ends. */
export class AnnouncementLengths {
  private readonly assetsFolder: string;
  private readonly packs = new Map<string, ReadonlyMap<string, number>>();

  /** @param assetsFolder common/assets, or a folder of the same shape with a site's own recordings */
  constructor(assetsFolder: string) {
    this.assetsFolder = assetsFolder;
  }

  /** The lengths under the hall's present settings. */
  timing(settings: Pick<Settings, 'dialect' | 'announceEnglish'>): AnnouncementTiming {
    const { dialect } = settings;
    const vietnamese = this.pack(dialect === 'north' ? 'vi-north' : 'vi-south');
    const english = this.pack('en');
    const length = (pack: ReadonlyMap<string, number>, keys: readonly string[]) =>
      keys.reduce((sum, key) => sum + (pack.get(key) ?? UNKNOWN_CLIP_MS), 0);
    const vi: Voice = { language: 'vi', dialect };
    return {
      chimeMs: this.chimeMs(),
      leadMs: length(vietnamese, [LEAD_CLIP]),
      fullMs: (call) => length(vietnamese, announcement(spoken(call), vi)),
      shortMs: (call) => length(vietnamese, shortAnnouncement(spoken(call), vi)),
      englishMs: (call) =>
        settings.announceEnglish
          ? length(english, announcement(spoken(call), { language: 'en', dialect }))
          : 0,
    };
  }

  /** Forgets what was read: a pack was replaced. */
  reread(): void {
    this.packs.clear();
  }

  private pack(id: string): ReadonlyMap<string, number> {
    const known = this.packs.get(id);
    if (known) return known;
    const manifest = this.read(join('voice', id, 'manifest.json')) as
      | { clips?: Record<string, { durationMs: number }> }
      | undefined;
    const lengths = new Map(
      Object.entries(manifest?.clips ?? {}).map(([key, { durationMs }]) => [key, durationMs]),
    );
    this.packs.set(id, lengths);
    return lengths;
  }

  private chimeMs(): number {
    const known = this.packs.get('chime')?.get('chime');
    if (known !== undefined) return known;
    const chime = this.read(join('chime', 'chime.json')) as { durationMs?: number } | undefined;
    const lengthMs = chime?.durationMs ?? UNKNOWN_CHIME_MS;
    this.packs.set('chime', new Map([['chime', lengthMs]]));
    return lengthMs;
  }

  private read(path: string): unknown {
    try {
      return JSON.parse(readFileSync(join(this.assetsFolder, path), 'utf8'));
    } catch {
      // A site's pack that is half copied must not stop the hall: usual lengths stand in.
      return undefined;
    }
  }
}

const spoken = (call: StagedCall): Call => ({
  number: call.number,
  counter: call.spokenNumber ?? call.counter,
});

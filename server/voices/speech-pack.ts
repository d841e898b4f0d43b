import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A pack as it speaks: its clips by key, each with its file and how long it is heard. */
export interface SpeechPack {
  readonly id: string;
  /** Tag of its language, for example "vi". */
  readonly language: string;
  readonly dialect: 'south' | 'north' | null;
  /** Changes with its clips. */
  readonly revision: string;
  readonly clips: ReadonlyMap<string, { readonly file: string; readonly durationMs: number }>;
}

const EMPTY: Omit<SpeechPack, 'id' | 'language'> = { dialect: null, revision: '0', clips: new Map() };

interface KnownManifest {
  readonly dialect?: SpeechPack['dialect'];
  readonly clips?: Record<string, { readonly file: string; readonly durationMs: number }>;
}

/** The packs that the product ships, read once each from its folder of sounds. */
export class ShippedPacks {
  private readonly folder: string;
  private readonly packs = new Map<string, SpeechPack>();
  private chime: number | undefined;

  /** @param folder common/assets, or a folder of the same shape */
  constructor(folder: string) {
    this.folder = folder;
  }

  pack(id: string, language: string): SpeechPack {
    const known = this.packs.get(id);
    if (known) return known;
    const text = this.read(join('voice', id, 'manifest.json'));
    const manifest = (text === null ? {} : JSON.parse(text)) as KnownManifest;
    const pack: SpeechPack = {
      ...EMPTY,
      id,
      language,
      dialect: manifest.dialect ?? null,
      revision: createHash('sha256')
        .update(text ?? '')
        .digest('hex')
        .slice(0, 12),
      clips: new Map(Object.entries(manifest.clips ?? {})),
    };
    this.packs.set(id, pack);
    return pack;
  }

  /** Length of the chime, ms; null: there is none. */
  chimeMs(): number | null {
    if (this.chime !== undefined) return this.chime;
    const text = this.read(join('chime', 'chime.json'));
    if (text === null) return null;
    this.chime = (JSON.parse(text) as { durationMs: number }).durationMs;
    return this.chime;
  }

  private read(path: string): string | null {
    try {
      return readFileSync(join(this.folder, path), 'utf8');
    } catch {
      // A pack that is half copied must not stop the hall: usual lengths stand in.
      return null;
    }
  }
}

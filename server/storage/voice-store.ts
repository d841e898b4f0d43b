import type { Database, Statement } from 'better-sqlite3';
import type { ClipMeasure } from '../../common/voice/recorded-clip.ts';

/** A pack as it is kept. */
export interface KeptVoicePack {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly madeAtMs: number;
  readonly revision: number;
  readonly droppedAtMs: number | null;
}

export interface KeptTake extends ClipMeasure {
  readonly clip: string;
  readonly digest: string;
}

const PACK = `SELECT id, name, language, made_at_ms AS madeAtMs, revision, dropped_at_ms AS droppedAtMs FROM voice_packs`;

/** The hall's own voice recordings in the record. Of each clip the present take is kept and the one before it. */
export class VoiceStore {
  private readonly db: Database;
  private readonly insertTake: Statement;

  constructor(db: Database) {
    this.db = db;
    this.insertTake = db.prepare(
      `INSERT INTO voice_takes (pack, clip, is_present, digest, duration_ms, lufs, peak_db, sound)
        VALUES (?, ?, 1, ?, ?, ?, ?, ?)`,
    );
  }

  packs(): KeptVoicePack[] {
    return this.db.prepare<unknown[], KeptVoicePack>(`${PACK} ORDER BY made_at_ms, id`).all();
  }

  pack(id: string): KeptVoicePack | undefined {
    return this.db.prepare<unknown[], KeptVoicePack>(`${PACK} WHERE id = ?`).get(id);
  }

  /** Clips, length and size of what a pack holds at present. */
  sizeOf(id: string): { clips: number; durationMs: number; bytes: number } {
    const found = this.db
      .prepare<unknown[], { clips: number; durationMs: number; bytes: number }>(
        `SELECT count(*) AS clips, coalesce(sum(duration_ms), 0) AS durationMs, coalesce(sum(length(sound)), 0) AS bytes
          FROM voice_takes WHERE pack = ? AND is_present = 1`,
      )
      .get(id);
    return found ?? { clips: 0, durationMs: 0, bytes: 0 };
  }

  /** Bytes of all takes of all packs. */
  bytes(): number {
    const found = this.db
      .prepare<unknown[], { bytes: number }>(
        'SELECT coalesce(sum(length(sound)), 0) AS bytes FROM voice_takes',
      )
      .get();
    return found?.bytes ?? 0;
  }

  takes(id: string): KeptTake[] {
    return this.db
      .prepare<unknown[], KeptTake>(
        `SELECT clip, digest, duration_ms AS durationMs, lufs, peak_db AS peakDb FROM voice_takes
          WHERE pack = ? AND is_present = 1 ORDER BY clip`,
      )
      .all(id);
  }

  /** Clips of which there is a take before, or whose present one is the only. */
  undoable(id: string): string[] {
    return this.db
      .prepare<unknown[], { clip: string }>(
        'SELECT DISTINCT clip FROM voice_takes WHERE pack = ? ORDER BY clip',
      )
      .all(id)
      .map(({ clip }) => clip);
  }

  sound(id: string, clip: string, digest: string): Buffer | undefined {
    return this.db
      .prepare<unknown[], { sound: Buffer }>(
        'SELECT sound FROM voice_takes WHERE pack = ? AND clip = ? AND digest = ? LIMIT 1',
      )
      .get(id, clip, digest)?.sound;
  }

  add(pack: Omit<KeptVoicePack, 'revision' | 'droppedAtMs'>): void {
    this.db
      .prepare('INSERT INTO voice_packs (id, name, language, made_at_ms, revision) VALUES (?, ?, ?, ?, 0)')
      .run(pack.id, pack.name, pack.language, pack.madeAtMs);
  }

  rename(id: string, name: string): void {
    this.db.prepare('UPDATE voice_packs SET name = ? WHERE id = ?').run(name, id);
  }

  /** @param atMs null: it is there again */
  drop(id: string, atMs: number | null): void {
    this.db.prepare('UPDATE voice_packs SET dropped_at_ms = ? WHERE id = ?').run(atMs, id);
  }

  /** Puts a take in the place of the present one, which becomes the one before. */
  put(id: string, take: KeptTake, sound: Uint8Array): void {
    this.db.transaction(() => {
      this.db
        .prepare('DELETE FROM voice_takes WHERE pack = ? AND clip = ? AND is_present = 0')
        .run(id, take.clip);
      this.db.prepare('UPDATE voice_takes SET is_present = 0 WHERE pack = ? AND clip = ?').run(id, take.clip);
      this.insertTake.run(id, take.clip, take.digest, take.durationMs, take.lufs, take.peakDb, sound);
      this.turn(id);
    })();
  }

  /** The take before and the present one change places. */
  swap(id: string, clip: string): void {
    this.db.transaction(() => {
      // By way of a third number: two takes of a clip never share one.
      const move = this.db.prepare(
        'UPDATE voice_takes SET is_present = ? WHERE pack = ? AND clip = ? AND is_present = ?',
      );
      move.run(2, id, clip, 1);
      move.run(1, id, clip, 0);
      move.run(0, id, clip, 2);
      this.turn(id);
    })();
  }

  /** Removes packs that were dropped before a moment, for good. */
  purge(beforeMs: number): void {
    this.db.transaction(() => {
      this.db
        .prepare('DELETE FROM voice_takes WHERE pack IN (SELECT id FROM voice_packs WHERE dropped_at_ms < ?)')
        .run(beforeMs);
      this.db.prepare('DELETE FROM voice_packs WHERE dropped_at_ms < ?').run(beforeMs);
    })();
  }

  /** Removes a pack at once: what arrived of an import that failed. */
  remove(id: string): void {
    this.db.transaction(() => {
      this.db.prepare('DELETE FROM voice_takes WHERE pack = ?').run(id);
      this.db.prepare('DELETE FROM voice_packs WHERE id = ?').run(id);
    })();
  }

  private turn(id: string): void {
    this.db.prepare('UPDATE voice_packs SET revision = revision + 1 WHERE id = ?').run(id);
  }
}

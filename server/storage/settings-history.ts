import type { Database } from 'better-sqlite3';
import type { SettingsChange } from '../../common/protocol/settings-history.ts';
import { FIRST_SETTINGS } from '../domain/state.ts';

interface Row {
  readonly sequence: number;
  readonly at_ms: number;
  readonly actor_kind: SettingsChange['actor']['kind'];
  readonly actor: string;
  readonly changes: string;
}

/** The latest changes of the settings, newest first, each with what held before it. Names of people are left to the edge. */
export function settingsHistory(db: Database, limit: number): SettingsChange[] {
  const rows = db.prepare<unknown[], Row>('SELECT * FROM settings_changes ORDER BY sequence').all();
  const now: Record<string, unknown> = { ...FIRST_SETTINGS };
  const told = rows.map((row): SettingsChange => {
    const after = JSON.parse(row.changes) as Record<string, unknown>;
    const before = Object.fromEntries(Object.keys(after).map((key) => [key, now[key]]));
    Object.assign(now, after);
    return {
      sequence: row.sequence,
      at: new Date(row.at_ms).toISOString(),
      actor: { kind: row.actor_kind, id: row.actor, name: row.actor },
      before,
      after,
    };
  });
  return told.slice(-limit).reverse();
}

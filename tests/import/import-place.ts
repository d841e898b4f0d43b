import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { NamedField } from '../../server/foreign/field-names.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { ImportBatches } from '../../server/import/import-batches.ts';
import { type ImportRequest, importTickets } from '../../server/import/import-tickets.ts';
import { namedOfficers } from '../../server/import/own-officers.ts';
import { OWN_FORMAT } from '../../server/import/profile.ts';
import { LocalReportDesk } from '../../server/reports/report-desk.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { SqliteEventStore } from '../../server/storage/sqlite-event-store.ts';

/** 24 November 2026, 09:00 in Viet Nam. */
export const TODAY_MS = Date.parse('2026-11-24T09:00:00+07:00');

export type VolumeRow = Record<string, string | number | null>;

/** A data folder of its own with an empty record, and what tests ask of it. */
/** Fields of a hall of a commune. */
export const HALL_FIELDS = [
  { code: 'dat-dai', name: 'Đất đai', nameEn: 'Land' },
  { code: 'ho-tich', name: 'Hộ tịch', nameEn: 'Civil status' },
  { code: 'chung-thuc', name: 'Chứng thực', nameEn: 'Certification' },
];

export function importPlace(zone = 'Asia/Ho_Chi_Minh', fields: readonly NamedField[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-import-'));
  const calendar = new HallCalendar(zone);
  const db = openDatabase(join(folder, DATABASE_FILE));
  const store = new SqliteEventStore(db, calendar);
  const place = { store, calendar, batches: new ImportBatches(db), fields, officers: [] };
  const desk = new LocalReportDesk(db, {
    fieldName: (code) =>
      (db.prepare('SELECT name FROM import_fields WHERE code = ?').get(code) as { name: string } | undefined)
        ?.name,
    agencyOf: () => null,
    targetMinutes: () => 15,
    postOf: () => ({ agencyName: '', payingUnit: '' }),
  });
  const whole = {
    ...place,
    folder,
    db,
    /** Writes a file into the folder, packed where its name says so. */
    file(name: string, text: string | Buffer): string {
      const path = join(folder, name);
      writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
      return path;
    },
    bring(file: string, request: Partial<ImportRequest> = {}) {
      return importTickets(
        { ...place, officers: namedOfficers(db) },
        {
          file,
          profile: OWN_FORMAT,
          dryRun: false,
          skipBad: false,
          nowMs: TODAY_MS,
          ...request,
        },
      );
    },
    async run(report: string, params: Readonly<Record<string, string>>) {
      const answer = await desk.run(report, params, 'json');
      if (!answer.ok) throw new Error(answer.refusal.message);
      return answer.value.json as { rows: VolumeRow[]; totals: VolumeRow };
    },
    volume(by: string, from = '2000-01-01', to = '2026-12-31') {
      return whole.run('volume', { from, to, by });
    },
    tickets(): number {
      return (db.prepare('SELECT count(*) AS n FROM tickets').get() as { n: number }).n;
    },
    close(): void {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return whole;
}

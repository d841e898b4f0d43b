import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportProfile } from '../../common/protocol/imports.ts';
import type { OpenCountersRow } from './import-batches.ts';
import { ImportError } from './import-error.ts';
import { TimeReader, type ZoneTime } from './read-time.ts';
import { openBytes, rowsOf } from './ticket-file.ts';

/** Path of a file that lies beside the tickets; they may have been unpacked by hand, it lies beside them all the same. */
function besides(file: string, rule: { replace: string; by: string }): string | undefined {
  const ending = [rule.replace, rule.replace.replace(/\.gz$/, '')].find((each) => file.endsWith(each));
  return ending === undefined ? undefined : `${file.slice(0, -ending.length)}${rule.by}`;
}

/** Names of foreign fields, from the file beside the tickets that the profile names. Throws ImportError. */
export async function fieldNames(file: string, profile: ImportProfile): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const rule = profile.fieldsFile;
  if (!rule) return names;
  const path = besides(file, rule);
  if (path === undefined) return names;
  if (!existsSync(path)) throw new ImportError('companion_missing', path);
  let header: readonly string[] | undefined;
  for await (const { cells } of rowsOf(openBytes(path), ',')) {
    if (!header) {
      header = cells;
      continue;
    }
    const code = cells[header.indexOf(rule.code)]?.trim();
    const name = cells[header.indexOf(rule.name)]?.replace(/\s+/g, ' ').trim();
    if (code && name) names.set(code, name.normalize('NFC'));
  }
  return names;
}

/** Open counters of the fields, from the file beside the tickets that the profile names; none where there is no such file. */
export async function openCounters(
  file: string,
  profile: ImportProfile,
  zone: ZoneTime,
): Promise<OpenCountersRow[]> {
  const path = profile.countersFile && besides(file, profile.countersFile);
  if (!profile.countersFile || path === undefined || !existsSync(path)) return [];
  const rule = profile.countersFile;
  const time = new TimeReader(zone);
  const found: OpenCountersRow[] = [];
  let places: readonly number[] | undefined;
  for await (const { line, cells } of rowsOf(openBytes(path), ',')) {
    if (!places) {
      places = [rule.date, rule.field, rule.from, rule.open].map((name) => cells.indexOf(name));
      if (places.includes(-1))
        throw new ImportError(
          'companion_broken',
          `${basename(path)} lacks a column of ${rule.date}, ${rule.field}, ${rule.from}, ${rule.open}`,
        );
      continue;
    }
    const [date = '', field = '', from = '', open = ''] = places.map((place) => cells[place]?.trim());
    const day = time.day(date);
    const at = day === null ? null : time.moment(from, day);
    if (at === null || field === '' || !/^\d{1,4}$/.test(open))
      throw new ImportError('companion_broken', `${basename(path)}:${line} is no row of open counters`);
    found.push({ field, fromMs: at.atMs, open: Number(open) });
  }
  return found;
}

import type { ReactNode } from 'react';
import { staffWords } from '../client/staff-language.ts';
import { type RecordCheck, sayStorage } from '../client/storage-words.ts';
import { record as englishWords } from '../i18n/en/record.ts';
import { record as words } from '../i18n/vi/record.ts';
import type { Role } from '../protocol/primitives.ts';
import { Glyph } from './glyphs.tsx';
import { useRead } from './use-read.ts';

const say = staffWords(words, englishWords);

/** A disk fills over hours; each desk asks this seldom. */
const LOOK_EVERY_MS = 30_000;

/**
 * Tells everybody on duty that the disk is nearly full, while tickets can still be drawn, or that nothing can be recorded,
 * with what to do about it.
 */
export function StorageNotice({ role }: { role: Role }): ReactNode {
  // That the server is not reached is told elsewhere; what was known of its disk stays.
  const storage: RecordCheck | undefined = useRead('GET /health', { everyMs: LOOK_EVERY_MS }).value?.checks
    .storage;
  if (storage === undefined || (storage.ok && storage.warning === undefined)) return null;
  return (
    <p className="banner" role={storage.ok ? 'status' : 'alert'}>
      <Glyph name="warning" /> {sayStorage(storage)} {role === 'admin' ? '' : say('tellAdmin')}
    </p>
  );
}

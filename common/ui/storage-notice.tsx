import { type ReactNode, useEffect, useState } from 'react';
import { api, BACKGROUND } from '../client/api.ts';
import { staffWords } from '../client/staff-language.ts';
import { type RecordCheck, sayStorage } from '../client/storage-words.ts';
import { record as englishWords } from '../i18n/en/record.ts';
import { record as words } from '../i18n/vi/record.ts';
import type { Role } from '../protocol/primitives.ts';
import { Glyph } from './glyphs.tsx';

const say = staffWords(words, englishWords);

/** A disk fills over hours; each desk asks this seldom. */
const LOOK_EVERY_MS = 30_000;

/**
 * Tells everybody on duty that the disk is nearly full, while tickets can still be drawn, or that nothing can be recorded,
 * with what to do about it.
 */
export function StorageNotice({ role }: { role: Role }): ReactNode {
  const [storage, setStorage] = useState<RecordCheck | null>(null);
  useEffect(() => {
    const ending = new AbortController();
    const look = async () => {
      const read = await api<{ checks: { storage: RecordCheck } }>(
        'GET',
        '/health',
        undefined,
        BACKGROUND,
        ending.signal,
      );
      // That the server is not reached is told elsewhere; what was known of its disk stays.
      if (read.ok) setStorage(read.value.checks.storage);
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      ending.abort();
    };
  }, []);
  if (storage === null || (storage.ok && storage.warning === undefined)) return null;
  return (
    <p className="banner" role={storage.ok ? 'status' : 'alert'}>
      <Glyph name="warning" /> {sayStorage(storage)} {role === 'admin' ? '' : say('tellAdmin')}
    </p>
  );
}

import { type ReactNode, useState } from 'react';
import { api } from '../client/api.ts';
import { sayRefusal } from '../client/refusal-words.ts';
import { formatDateTime } from '../client/staff-format.ts';
import { staffWords } from '../client/staff-language.ts';
import { record as englishWords } from '../i18n/en/record.ts';
import { record as words } from '../i18n/vi/record.ts';
import type { Role } from '../protocol/primitives.ts';
import type { HallRecord } from '../protocol/views.ts';
import { Glyph } from './glyphs.tsx';

const say = staffWords(words, englishWords);

/**
 * Tells everybody on duty that the hall goes on from a copy of its record: what happened after the copy is missing, and
 * citizens hold numbers of that time. Stands until a supervisor has acknowledged it.
 */
export function RestoredNotice({ hall, role }: { hall: HallRecord | undefined; role: Role }): ReactNode {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const restored = hall?.restored;
  if (hall === undefined || restored === undefined) return null;
  const zone = { timeZone: hall.settings.timeZone };
  const acknowledge = async () => {
    setBusy(true);
    const reply = await api('POST /record/acknowledge');
    setBusy(false);
    setProblem(reply.ok ? '' : sayRefusal(reply.code));
  };
  return (
    <div className="banner" role="alert">
      <Glyph name="warning" />
      <span>
        {say('restored', {
          copy: restored.copyAt === null ? '–' : formatDateTime(restored.copyAt, zone),
          at: formatDateTime(restored.at, zone),
        })}{' '}
        {problem}
      </span>
      {role === 'supervisor' || role === 'admin' ? (
        <button type="button" disabled={busy} onClick={() => void acknowledge()}>
          {say('acknowledge')}
        </button>
      ) : null}
    </div>
  );
}

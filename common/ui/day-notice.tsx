import { type ReactNode, useState } from 'react';
import { api } from '../client/api.ts';
import { sayRefusal } from '../client/refusal-words.ts';
import { formatLocalDate } from '../client/staff-format.ts';
import { staffWords } from '../client/staff-language.ts';
import { clock as englishWords } from '../i18n/en/clock.ts';
import { clock as words } from '../i18n/vi/clock.ts';
import type { Role } from '../protocol/primitives.ts';
import type { ClockRecord } from '../protocol/views.ts';
import { DayInput } from './day-input.tsx';
import { Glyph } from './glyphs.tsx';

const say = staffWords(words, englishWords);

/** Who tells a day, in words. */
function tellers({ record, machine, devices }: ClockRecord['days'][number]): string {
  return [
    ...(record ? [say('byRecord')] : []),
    ...(machine ? [say('byMachine')] : []),
    ...(devices > 0 ? [say('byDevices', { n: devices })] : []),
  ].join(', ');
}

/**
 * While the hall cannot know which day it is: what is awaited, and the days that clocks tell, each confirmed by one tap;
 * leaders may name another. While its time is not the machine's: that somebody should set the server's clock.
 */
export function DayNotice({ clock, role }: { clock: ClockRecord | undefined; role: Role }): ReactNode {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  if (clock === undefined || role === 'chairman') return null;
  const leads = role === 'supervisor' || role === 'admin';
  if (!clock.doubt)
    return clock.code === null || !leads ? null : (
      <p className="banner" role="status">
        <Glyph name="clock" /> {say(clock.code)}
      </p>
    );
  const settle = async (date: string, path: 'confirm' | 'correct') => {
    setBusy(true);
    const reply = await api(`POST /day/${path}`, { body: { date } });
    setBusy(false);
    setProblem(reply.ok ? '' : sayRefusal(reply.code));
  };
  return (
    <div className="banner day-notice" role="alert">
      <Glyph name="clock" />
      <span>
        {say('askDay')} {problem}
      </span>
      {clock.days.map((day) => (
        <button key={day.date} type="button" disabled={busy} onClick={() => void settle(day.date, 'confirm')}>
          {say('todayIs', { date: formatLocalDate(day.date) })} ({tellers(day)})
        </button>
      ))}
      {leads ? (
        <form
          className="inline"
          onSubmit={(event) => {
            event.preventDefault();
            const date = String(new FormData(event.currentTarget).get('date') ?? '');
            if (date !== '') void settle(date, 'correct');
          }}
        >
          <DayInput label={say('otherDay')} name="date" value={null} required />
          <button type="submit" disabled={busy}>
            {say('setDay')}
          </button>
        </form>
      ) : null}
    </div>
  );
}

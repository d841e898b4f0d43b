import { accepted, type Outcome, refused } from '../../../common/protocol/refusals.ts';
import type { RosterFault } from '../../../common/protocol/roster.ts';
import type { RosterEdit, RosterPlace } from '../../../common/protocol/roster-draft.ts';
import { dayAfter, weekdayOf } from '../../domain/calendar.ts';
import { Availability, Crew } from './availability.ts';
import type { RosterPin, RosterQuestion, Seating } from './question.ts';

interface Arranged {
  readonly seating: Seating;
  readonly pins: readonly RosterPin[];
}

type HandEdit = Extract<RosterEdit, { act: 'seat' | 'pin' }>;

interface At {
  readonly day: number;
  readonly session: number;
}

/** Sessions that a change reaches, the one it was made in first. */
function reached(question: RosterQuestion, edit: HandEdit): At[] {
  const day = question.days.findIndex((each) => each.date === edit.date);
  const session = question.days[day]?.sessions.findIndex((each) => each.fromMinute === edit.session) ?? -1;
  if (session < 0) return [];
  if (edit.span === 'session') return [{ day, session }];
  const sunday = dayAfter(edit.date, 7 - weekdayOf(edit.date));
  const last = { day: edit.date, week: sunday, rest: '9999-12-31' }[edit.span];
  const all = question.days.flatMap((each, dayAt) =>
    each.date < edit.date || each.date > last
      ? []
      : each.sessions.map((_, sessionAt) => ({ day: dayAt, session: sessionAt })),
  );
  const first = all.filter((at) => at.day === day && at.session === session);
  const whole = edit.span === 'day';
  return [
    ...first,
    ...all.filter((at) =>
      at.day === day ? (whole ? at.session !== session : at.session > session) : at.day > day,
    ),
  ];
}

/**
 * Does what a person asked for by hand. Refused `roster_refused` with `because` when it cannot be in the session where it
 * was asked; later sessions of its reach in which it cannot are left as they are.
 */
export function editByHand(
  question: RosterQuestion,
  places: readonly RosterPlace[],
  { seating, pins }: Arranged,
  edit: HandEdit,
): Outcome<Arranged & { readonly skipped: number }> {
  const who = new Availability(question);
  const rows = seating.map((day) => day.map((row) => [...row]));
  let held = [...pins];
  const sessions = reached(question, edit);
  if (sessions.length === 0 || !places[edit.place])
    return refused('roster_refused', 'no such session or place', { because: 'no-session' });
  const isAt = (pin: RosterPin, { day, session }: At) =>
    pin.date === question.days[day]?.date &&
    pin.fromMinute === question.days[day]?.sessions[session]?.fromMinute;
  const pin = (at: At, place: number, officer: string | null) => {
    const { date = '', sessions: all = [] } = question.days[at.day] ?? {};
    held.push({ date, fromMinute: all[at.session]?.fromMinute ?? 0, place, officer });
  };
  let skipped = 0;
  for (const [index, at] of sessions.entries()) {
    const row = rows[at.day]?.[at.session];
    if (!row) continue;
    if (edit.act === 'pin') {
      held = held.filter((each) => !(each.place === edit.place && isAt(each, at)));
      if (edit.pinned) pin(at, edit.place, row[edit.place] ?? null);
      continue;
    }
    const moved = movedIn(question, who, places, rows[at.day] ?? [], at, edit.place, edit.officer);
    if ('because' in moved) {
      if (index === 0)
        return refused('roster_refused', `this cannot be arranged: ${moved.because}`, {
          because: moved.because,
        });
      skipped += 1;
      continue;
    }
    const { row: next } = moved;
    const touched = new Set(next.flatMap((each, place) => (each === row[place] ? [] : [place])));
    touched.add(edit.place);
    held = held.filter((each) => !(isAt(each, at) && touched.has(each.place)));
    for (const place of touched) {
      const officer = next[place] ?? null;
      if (place === edit.place || officer !== null) pin(at, place, officer);
    }
    next.forEach((each, place) => {
      row[place] = each;
    });
  }
  return accepted({ seating: rows, pins: held, skipped });
}

/** The row with somebody at a place; whoever sat there goes where the other came from, if they may sit there. */
function movedIn(
  question: RosterQuestion,
  who: Availability,
  places: readonly RosterPlace[],
  day: readonly (readonly (string | null)[])[],
  at: At,
  place: number,
  username: string | null,
): { readonly row: (string | null)[] } | { readonly because: RosterFault } {
  const row = [...(day[at.session] ?? [])];
  const { date = '', sessions = [] } = question.days[at.day] ?? {};
  const fromMinute = sessions[at.session]?.fromMinute ?? 0;
  const there = row[place] ?? null;
  if (username === null) {
    row[place] = null;
    return { row };
  }
  const person = who.find(username);
  const wanted = places[place];
  if (!person || !wanted) return { because: 'officer' };
  const absence = who.absence(person, date, fromMinute);
  if (absence !== null) return { because: absence };
  if (!who.maySit(person, wanted)) return { because: 'qualification' };
  const from = row.indexOf(username);
  row[place] = username;
  if (from >= 0 && from !== place) {
    const [other, old] = [there === null ? undefined : who.find(there), places[from]];
    row[from] = other && old && who.maySit(other, old) ? there : null;
  }
  const crew = new Crew(who, question.cap);
  const present = day.flatMap((each, session) => (session === at.session ? row : each));
  for (const each of present) {
    const seated = each === null ? undefined : who.find(each);
    if (seated && !crew.take(seated)) return { because: 'agreed-number' };
  }
  return { row };
}

import type { DragEvent, ReactNode } from 'react';
import type {
  RosterAnswer,
  RosterDayPlan,
  RosterSessionPlan,
  RosterTurn,
} from '../../common/protocol/roster-draft.ts';
import { sayRoster } from '../words.ts';
import { namesOf, sayClock, sayDay, saySession, sentenceOf } from './roster-words.ts';

/** A turn of the roster, as pages point at it. */
export interface ChosenTurn {
  readonly date: string;
  readonly session: RosterSessionPlan;
  readonly turn: RosterTurn;
}

const GROUP_LOOKS = 8;
const lookOf = (group: number) => `group-${group % GROUP_LOOKS}`;
const DRAGGED = 'text/plain';

/** Counters by days: who sits where, morning and afternoon. A name is dragged onto another place, or changed by Enter. */
export function CounterWeek({
  answer,
  days,
  edits,
  onChoose,
  onDrop,
}: {
  answer: RosterAnswer;
  days: readonly RosterDayPlan[];
  edits: boolean;
  onChoose: (chosen: ChosenTurn) => void;
  onDrop: (chosen: ChosenTurn, officer: string) => void;
}): ReactNode {
  const { roster } = answer;
  const names = namesOf(answer);
  return (
    <table className="roster">
      <DayHeads title={sayRoster('counter')} days={days} />
      <tbody>
        {roster.places.map((place, at) => (
          <tr key={place.counter}>
            <th scope="row">
              <span className={`letter ${lookOf(place.group)}`}>{roster.groups[place.group]?.letter}</span>{' '}
              {place.label}
              <span className="second block">{names.fields(place.fields)}</span>
              {place.helpingFields.length === 0 ? null : (
                <span className="second block">
                  {sayRoster('helps', { fields: names.fields(place.helpingFields) })}
                </span>
              )}
            </th>
            {days.map((day) => (
              <td key={day.date}>
                {day.sessions.length === 0 ? (
                  <span className="second">{sayRoster('closed', { name: day.closedFor })}</span>
                ) : (
                  day.sessions.map((session) => {
                    const turn = session.turns[at];
                    if (!turn) return null;
                    const chosen = { date: day.date, session, turn };
                    return (
                      <TurnCell
                        key={session.fromMinute}
                        answer={answer}
                        chosen={chosen}
                        edits={edits}
                        onChoose={() => onChoose(chosen)}
                        onDrop={(officer) => onDrop(chosen, officer)}
                      />
                    );
                  })
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TurnCell({
  answer,
  chosen,
  edits,
  onChoose,
  onDrop,
}: {
  answer: RosterAnswer;
  chosen: ChosenTurn;
  edits: boolean;
  onChoose: () => void;
  onDrop: (officer: string) => void;
}): ReactNode {
  const { roster } = answer;
  const { turn, session, date } = chosen;
  const names = namesOf(answer);
  const place = roster.places[turn.place];
  const name =
    turn.officer === null ? sayRoster(turn.needed ? 'nobody' : 'notNeeded') : names.person(turn.officer);
  const further = turn.primaryFields.filter((code) => !place?.fields.includes(code));
  const missing = turn.fault !== null || (turn.officer === null && turn.needed);
  const notes = [
    ...turn.covers.map((group) => sayRoster('covers', { letter: roster.groups[group]?.letter ?? '' })),
    ...(further.length > 0 && turn.covers.length === 0
      ? [sayRoster('also', { fields: names.fields(further) })]
      : []),
    ...(turn.pinned ? [sayRoster('pinned')] : []),
  ];
  const title = [
    sentenceOf(turn.reason),
    ...(turn.breakFromMinute === null ? [] : [sayRoster('break', { time: sayClock(turn.breakFromMinute) })]),
  ].join('\n');
  const body = (
    <>
      <span className="turn-session">{saySession(session)}</span> <span className="turn-name">{name}</span>{' '}
      {notes.length === 0 ? null : <span className="turn-note">{notes.join('; ')}</span>}
    </>
  );
  const look = `turn ${place ? lookOf(place.group) : ''} ${missing ? 'missing' : ''} ${turn.officer === null && !turn.needed ? 'spare' : ''}`;
  if (!edits)
    return (
      <span className={look} title={title}>
        {body}
      </span>
    );
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const officer = event.dataTransfer.getData(DRAGGED);
    if (officer !== '' && officer !== turn.officer) onDrop(officer);
  };
  return (
    <button
      type="button"
      className={look}
      title={title}
      aria-label={sayRoster('cellLabel', {
        shown: [saySession(session), name, ...(notes.length === 0 ? [] : [notes.join('; ')])].join(' '),
        counter: place?.label ?? '',
        date: sayDay(date),
      })}
      draggable={turn.officer !== null}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, turn.officer ?? '')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      onClick={onChoose}
    >
      {body}
    </button>
  );
}

/** The heading of a week: what a row is of, then its days. */
function DayHeads({ title, days }: { title: string; days: readonly RosterDayPlan[] }): ReactNode {
  return (
    <thead>
      <tr>
        <th scope="col">{title}</th>
        {days.map((day) => (
          <th key={day.date} scope="col">
            {sayDay(day.date)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** People by days: where each sits, and who is away or in reserve. */
export function OfficerWeek({
  answer,
  days,
}: {
  answer: RosterAnswer;
  days: readonly RosterDayPlan[];
}): ReactNode {
  const { roster } = answer;
  const people = [...answer.officers].sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  return (
    <table className="roster">
      <DayHeads title={sayRoster('officer')} days={days} />
      <tbody>
        {people.map((person) => (
          <tr key={person.username}>
            <th scope="row">
              {person.name}
              <span className="second block">{person.agencyName}</span>
            </th>
            {days.map((day) => (
              <td key={day.date}>
                {day.sessions.map((session) => {
                  const turn = session.turns.find((each) => each.officer === person.username);
                  const place = turn && roster.places[turn.place];
                  const where = place
                    ? `${roster.groups[place.group]?.letter} · ${place.label}`
                    : session.away.includes(person.username)
                      ? sayRoster('away')
                      : session.reserve.includes(person.username)
                        ? sayRoster('reserve')
                        : sayRoster('free');
                  return (
                    <span
                      key={session.fromMinute}
                      className={`turn ${place ? lookOf(place.group) : 'spare'} ${turn?.fault ? 'missing' : ''}`}
                      title={turn ? sentenceOf(turn.reason) : undefined}
                    >
                      <span className="turn-session">{saySession(session)}</span>
                      <span className="turn-name">{where}</span>
                    </span>
                  );
                })}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

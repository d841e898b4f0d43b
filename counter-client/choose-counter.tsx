import type { ReactNode } from 'react';
import type { HallConnection } from '../common/client/hall-connection.ts';
import { hallOf, recordsOf } from '../common/client/selectors.ts';
import { useHall } from '../common/client/use-hall.ts';
import { useRead } from '../common/ui/use-read.ts';
import { useActs } from './use-acts.ts';
import { say } from './words.ts';

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The counters of the hall with who holds them, and one's own places of today; one press opens a free one. */
export function ChooseCounter({
  connection,
  onPractise,
}: {
  connection: HallConnection;
  onPractise: () => void;
}): ReactNode {
  const state = useHall(connection);
  const { act, busy, said } = useActs(connection);
  const names = new Map(recordsOf(state, 'field').map((each) => [each.field.code, each.field.name]));
  const officers = new Map(recordsOf(state, 'officer').map((each) => [each.counter, each.displayName]));
  const counters = recordsOf(state, 'counter').filter((each) => each.active);
  const turns = useRead('GET /me/roster', { when: hallOf(state)?.localDate }).value?.turns ?? [];
  const hoursAt = (counter: string) =>
    turns
      .filter((turn) => turn.counter === counter)
      .map((turn) => `${clock(turn.fromMinute)}–${clock(turn.toMinute)}`)
      .join(', ');
  return (
    <main className="choose">
      <h1>{say('chooseCounter')}</h1>
      {said === null ? null : (
        <p className="problem" role="alert">
          {said.text}
        </p>
      )}
      <ul className="counter-choices">
        {counters.map((each) => {
          const holder = officers.get(each.code);
          const ownHours = hoursAt(each.code);
          return (
            <li key={each.code}>
              <button
                type="button"
                className={`card counter-choice ${ownHours === '' ? '' : 'own'}`}
                disabled={busy !== null || holder !== undefined}
                onClick={() => void act('counter:open', { counter: each.code })}
              >
                <strong>{each.label}</strong>
                {ownHours === '' ? null : <b>{say('yourPlace', { hours: ownHours })}</b>}
                <span>{each.primaryFields.map((code) => names.get(code) ?? code).join(', ')}</span>
                <em>{holder === undefined ? say('openCounter') : say('counterTakenBy', { name: holder })}</em>
              </button>
            </li>
          );
        })}
      </ul>
      {counters.length === 0 ? null : (
        <p className="practise">
          <button type="button" className="act" onClick={onPractise}>
            {say('practise')}
          </button>
          <span>{say('practiseHint')}</span>
        </p>
      )}
    </main>
  );
}

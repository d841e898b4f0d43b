import type { ReactNode } from 'react';
import { DisciplineChoice } from '../call-rules/discipline-choice.tsx';
import { sayPlan } from '../words.ts';
import { hoursRight, PLACES, type Scenario } from './scenario.ts';

const NOON: readonly { fromMinute: number; toMinute: number }[] = [
  { fromMinute: 450, toMinute: 690 },
  { fromMinute: 810, toMinute: 1020 },
];
const timeOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Hours, volume, breaks and order of calls of a scenario. */
export function ScenarioRules({
  scenario,
  onChange,
}: {
  scenario: Scenario;
  onChange: (next: Scenario) => void;
}): ReactNode {
  const { sessions } = scenario;
  return (
    <details className="ask-again">
      <summary>{sayPlan('rules')}</summary>
      <div className="section">
        <div className="filters">
          <DisciplineChoice
            discipline={scenario.discipline}
            onChange={(discipline) => onChange({ ...scenario, discipline })}
          />
          <label>
            {sayPlan('help')}
            <select
              value={scenario.help ?? ''}
              onChange={({ target: { value } }) =>
                onChange({
                  ...scenario,
                  help: value === 'when-empty' || value === 'beyond-target' ? value : null,
                })
              }
            >
              <option value="">{sayPlan('helpHall')}</option>
              <option value="when-empty">{sayPlan('helpEmpty')}</option>
              <option value="beyond-target">{sayPlan('helpBeyond')}</option>
            </select>
          </label>
          <label className="short">
            {sayPlan('volume')}
            <input
              type="number"
              min={10}
              max={500}
              step={5}
              value={scenario.volumePercent}
              onChange={({ target }) => {
                const volumePercent = Math.min(500, Math.max(10, Number(target.value) || 100));
                onChange({ ...scenario, volumePercent });
              }}
            />
          </label>
          <label className="short">
            {sayPlan('breakMinutes')}
            <input
              type="number"
              min={0}
              max={60}
              value={scenario.breakMinutes}
              onChange={({ target }) =>
                onChange({ ...scenario, breakMinutes: Math.min(60, Math.max(0, Number(target.value) || 0)) })
              }
            />
          </label>
        </div>
        <div className="filters">
          <label className="tick">
            <input
              type="checkbox"
              checked={sessions !== null}
              onChange={(event) => onChange({ ...scenario, sessions: event.target.checked ? NOON : null })}
            />
            {sayPlan('hoursOwn')}
          </label>
          {sessions === null ? <span className="second hint">{sayPlan('hoursRecord')}</span> : null}
          {(sessions ?? []).map((session, at) => {
            const set = (part: Partial<typeof session>) =>
              onChange({
                ...scenario,
                sessions: (sessions ?? []).map((each, place) => (place === at ? { ...each, ...part } : each)),
              });
            return (
              <span key={PLACES[at]} className="hours-row">
                <label>
                  {sayPlan('hoursMorning', { n: at + 1 })}
                  <input
                    type="time"
                    value={timeOf(session.fromMinute)}
                    onChange={(event) => set({ fromMinute: minuteOf(event.target.value) })}
                  />
                </label>
                <label>
                  {sayPlan('hoursTo')}
                  <input
                    type="time"
                    value={timeOf(session.toMinute)}
                    onChange={(event) => set({ toMinute: minuteOf(event.target.value) })}
                  />
                </label>
              </span>
            );
          })}
          {sessions === null || sessions.length >= 4 ? null : (
            <button
              type="button"
              className="act"
              onClick={() => {
                const from = Math.min(1380, sessions.at(-1)?.toMinute ?? 450);
                onChange({
                  ...scenario,
                  sessions: [...sessions, { fromMinute: from, toMinute: Math.min(1440, from + 60) }],
                });
              }}
            >
              {sayPlan('hoursAdd')}
            </button>
          )}
          {sessions === null || sessions.length < 2 ? null : (
            <button
              type="button"
              className="act"
              onClick={() => onChange({ ...scenario, sessions: sessions.slice(0, -1) })}
            >
              {sayPlan('hoursDrop')}
            </button>
          )}
        </div>
        {hoursRight(sessions) ? null : (
          <p className="problem" role="alert">
            {sayPlan('hoursWrong')}
          </p>
        )}
      </div>
    </details>
  );
}

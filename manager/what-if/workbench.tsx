import { type ReactNode, useEffect, useState } from 'react';
import { formatLocalDate, formatNumber } from '../../common/client/staff-format.ts';
import type { PlanRun } from '../../common/protocol/plan.ts';
import { PeriodChoice } from '../plan/ask-plan.tsx';
import type { Preset } from '../plan/plan-question.ts';
import { minutesOf, shareWords } from '../plan/plan-view.ts';
import { sayCommon, sayPlan } from '../words.ts';
import { DeskBoard } from './desk-board.tsx';
import { begin, record, redo, undo } from './history.ts';
import { officialsOf, PLACES, SCENARIOS_MOST, type Scenario, type Workspace } from './scenario.ts';
import { ScenarioRules } from './scenario-rules.tsx';
import { leanest, TrialResults } from './trial-results.tsx';
import { questionKey, type Trial, useTrial } from './use-trial.ts';

/** What the trial says, before any figure. */
function TrialAnswer({ trial }: { trial: Trial }): ReactNode {
  if (trial.answer === null || trial.of === null) return null;
  const { scenarios, sharePercent, minutes } = trial.of;
  const best = leanest(trial.answer, sharePercent / 100);
  const lines = trial.answer.scenarios.map(({ overall, officials }, at) =>
    sayPlan('tryAnswer', {
      name: scenarios[at]?.name ?? '',
      n: officials,
      p: shareWords(overall),
      m: minutes,
      w: minutesOf(overall.meanMinutes),
    }),
  );
  return (
    <div className={`answer sticky${best === null ? ' late' : ''}`}>
      {best === null
        ? sayPlan('tryNoneMeets')
        : sayPlan('tryBest', {
            name: scenarios[best]?.name ?? '',
            n: formatNumber(trial.answer.scenarios[best]?.officials ?? 0),
          })}
      <ul className="trial-lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

/** The scenarios at work: rules, places and fields, and what citizens would meet. */
export function Workbench({
  start,
  today,
  names,
  plans,
  onStartOver,
  onKeep,
}: {
  start: Workspace;
  today: string;
  /** Names of the hall's own fields. */
  names: ReadonlyMap<string, string>;
  plans: readonly PlanRun[];
  /** @param planId empty: the present counters */
  onStartOver: (planId: string) => void;
  onKeep: (workspace: Workspace) => void;
}): ReactNode {
  const [history, setHistory] = useState(() => begin(start));
  const [preset, setPreset] = useState<Preset>('free');
  const [said, setSaid] = useState('');
  const [turn, setTurn] = useState(0);
  const { now } = history;
  const asked = useTrial(now, turn);
  const fresh = asked.key === questionKey(now);
  const busy = asked.running || (!fresh && asked.problem === null);
  // Names may have changed since.
  const trial = fresh && asked.answer !== null ? { ...asked, of: now } : asked;
  const scenario = now.scenarios[now.at] as Scenario;
  useEffect(() => onKeep(now), [now, onKeep]);
  useEffect(() => {
    const keys = (event: globalThis.KeyboardEvent) => {
      const written = event.target instanceof HTMLInputElement;
      if (written || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      const back = key === 'z' && !event.shiftKey;
      setHistory(back ? undo : redo);
      setSaid(sayPlan(back ? 'undone' : 'redone'));
    };
    globalThis.addEventListener('keydown', keys);
    return () => globalThis.removeEventListener('keydown', keys);
  }, []);
  const change = (next: Workspace) => setHistory((before) => record(before, next));
  const put = (next: Scenario) =>
    change({ ...now, scenarios: now.scenarios.map((each, at) => (at === now.at ? next : each)) });
  // Names of the hall's own fields, and of those that only the record knows.
  const recorded = trial.answer?.scenarios[0]?.fields ?? [];
  const named = new Map([...names, ...recorded.map((each): [string, string] => [each.code, each.name])]);
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(globalThis.location.href);
      setSaid(sayPlan('linkCopied'));
    } catch {
      // Without a secure address there is no clipboard: the link stands above.
      setSaid(sayPlan('linkShown'));
    }
  };
  return (
    <div className="plan-page section">
      <TrialAnswer trial={trial} />
      <form className="filters no-print" onSubmit={(event) => event.preventDefault()}>
        <PeriodChoice
          today={today}
          range={now}
          preset={preset}
          onChoose={(range, chosen) => {
            setPreset(chosen);
            if (range.from !== '' && range.to !== '' && range.from <= range.to) change({ ...now, ...range });
          }}
        />
        <label className="short">
          {sayPlan('targetShare')}
          <input
            type="number"
            min={1}
            max={99}
            value={now.sharePercent}
            onChange={({ target }) => {
              const sharePercent = Math.round(Number(target.value));
              if (sharePercent >= 1 && sharePercent <= 99) change({ ...now, sharePercent });
            }}
          />
        </label>
        <label className="short">
          {sayPlan('targetMinutes')}
          <input
            type="number"
            min={0}
            max={480}
            value={now.minutes}
            onChange={({ target }) => {
              const minutes = Math.round(Number(target.value));
              if (target.value !== '' && minutes >= 0 && minutes <= 480) change({ ...now, minutes });
            }}
          />
        </label>
        <label>
          {sayPlan('startOver')}
          <select
            value="–"
            onChange={(event) => {
              if (globalThis.confirm(sayPlan('startOverAsk'))) onStartOver(event.target.value);
            }}
          >
            <option value="–">{sayPlan('tryStart')}…</option>
            <option value="">{sayPlan('startPresent')}</option>
            {plans.map(({ id, request }) => (
              <option key={id} value={id}>
                {sayPlan('startPlan', {
                  from: formatLocalDate(request.from),
                  to: formatLocalDate(request.to),
                })}
              </option>
            ))}
          </select>
        </label>
      </form>
      <div className="exports no-print">
        <button
          type="button"
          className="act"
          disabled={history.past.length === 0}
          onClick={() => {
            setHistory(undo);
            setSaid(sayPlan('undone'));
          }}
        >
          ↶ {sayPlan('undo')}
        </button>
        <button
          type="button"
          className="act"
          disabled={history.ahead.length === 0}
          onClick={() => {
            setHistory(redo);
            setSaid(sayPlan('redone'));
          }}
        >
          ↷ {sayPlan('redo')}
        </button>
        <button type="button" className="act" onClick={() => void copyLink()}>
          {sayPlan('copyLink')}
        </button>
        <p className="said" role="status" aria-live="polite">
          {said}
        </p>
      </div>
      <section className="section" aria-label={sayPlan('scenarios')}>
        <fieldset className="scenario-row">
          <legend className="visually-hidden">{sayPlan('scenarios')}</legend>
          {now.scenarios.map((each, at) => (
            <button
              key={PLACES[at]}
              type="button"
              className={`act${at === now.at ? ' strong' : ''}`}
              aria-pressed={at === now.at}
              onClick={() => change({ ...now, at })}
            >
              {each.name} · {sayPlan('officials', { n: officialsOf(each) })}
            </button>
          ))}
          <button
            type="button"
            className="quiet"
            disabled={now.scenarios.length >= SCENARIOS_MOST}
            title={now.scenarios.length >= SCENARIOS_MOST ? sayPlan('scenarioFull') : undefined}
            onClick={() => {
              const name = sayPlan('scenarioNumber', { n: now.scenarios.length + 1 });
              const scenarios = [...now.scenarios, { ...scenario, name }];
              change({ ...now, scenarios, at: scenarios.length - 1 });
            }}
          >
            + {sayPlan('scenarioCopy')}
          </button>
        </fieldset>
        <div className="filters">
          <label>
            {sayPlan('scenarioName')}
            <input
              value={scenario.name}
              maxLength={80}
              onChange={(event) => put({ ...scenario, name: event.target.value })}
            />
          </label>
          {now.scenarios.length < 2 ? null : (
            <button
              type="button"
              className="quiet danger"
              onClick={() =>
                change({
                  ...now,
                  scenarios: now.scenarios.filter((_, at) => at !== now.at),
                  at: Math.max(0, now.at - 1),
                })
              }
            >
              {sayPlan('scenarioRemove')}
            </button>
          )}
        </div>
      </section>
      <ScenarioRules scenario={scenario} onChange={put} />
      <DeskBoard
        scenario={scenario}
        fields={recorded.map((each) => each.code)}
        names={named}
        onChange={(next, words) => {
          put(next);
          setSaid(words);
        }}
      />
      <section className="section" aria-label={sayPlan('results')}>
        <h2>{sayPlan('results')}</h2>
        <p className="second" role="status">
          {busy
            ? `${sayPlan('computing')} ${trial.answer === null ? '' : sayPlan('resultsOld')}`
            : trial.answer === null
              ? ''
              : sayPlan('computed')}
        </p>
        {busy ? <progress aria-label={sayPlan('computing')} /> : null}
        {trial.problem === null ? null : (
          <p className="problem" role="alert">
            {trial.problem}{' '}
            <button type="button" className="quiet" onClick={() => setTurn((before) => before + 1)}>
              {sayCommon('retry')}
            </button>
          </p>
        )}
        {trial.answer === null || trial.of === null ? null : (
          <TrialResults answer={trial.answer} workspace={trial.of} old={busy} />
        )}
      </section>
    </div>
  );
}

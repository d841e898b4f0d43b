import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import { useHall } from '../../common/client/use-hall.ts';
import type { CallRuleAnswer } from '../../common/protocol/call-rules.ts';
import type { BodyOf } from '../../common/protocol/rest/call.ts';
import type { HallApi } from '../../common/protocol/rest/hall-api.ts';
import { TARGET_SHARE } from '../../common/protocol/target-share.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { RuleResults } from '../call-rules/rule-results.tsx';
import { type RuleKind, ruleHint, ruleWord, standardRule } from '../call-rules/rules.ts';
import { FormReader } from '../form-reader.ts';
import type { ManagerPage } from '../page.ts';
import { PeriodChoice } from '../plan/ask-plan.tsx';
import { type Preset, presetRange } from '../plan/plan-question.ts';
import { desksOfPlan } from '../what-if/scenario.ts';
import { say, sayCommon, sayPlan, sayRefusal } from '../words.ts';

type HallKind = 'record' | 'textbook';

const RULES: readonly RuleKind[] = ['first', 'strict', 'interleave', 'accumulating', 'head-start'];

function rulesOf(given: FormReader) {
  return RULES.map((kind) => {
    if (kind === 'interleave') return { kind, ordinaryPerPriority: given.number('n') };
    if (kind === 'accumulating') return { kind, weight: given.number('weight') };
    if (kind === 'head-start') return { kind, minutes: given.number('ahead') };
    return standardRule(kind);
  });
}

type CallRuleRequestBody = BodyOf<HallApi['POST /staffing/call-rules']>;
type PlanCounters = Extract<CallRuleRequestBody['hall'], { kind: 'record' }>['counters'];

/** Counters of a kept plan, as the comparison wants them; null when the plan is gone. */
async function countersOf(id: string): Promise<PlanCounters | null> {
  const read = await api('GET /staffing/plans/:id', { params: { id } });
  if (!read.ok || read.value.plan === null) return null;
  return desksOfPlan(read.value.plan).map(({ own, helping, officials }) => ({
    primaryFields: own,
    helpingFields: helping,
    officials,
  }));
}

function CallRulesPage({ connection }: { connection: HallConnection }): ReactNode {
  const hall = hallOf(useHall(connection));
  const today = hall?.localDate || new Date().toISOString().slice(0, 10);
  const [kind, setKind] = useState<HallKind>('record');
  const [preset, setPreset] = useState<Preset>('weeks-12');
  const [range, setRange] = useState(() => presetRange('weeks-12', today) ?? { from: today, to: today });
  const [shown, setShown] = useState<{ answer: CallRuleAnswer; minutes: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [running, setRunning] = useState(false);
  const control = useRef<AbortController | null>(null);
  const plans = useRead('GET /staffing/plans').value?.plans ?? [];
  useEffect(() => () => control.current?.abort(), []);
  const compare = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormReader(event.currentTarget);
    if (kind === 'record' && (range.from === '' || range.to === '' || range.from > range.to))
      return setProblem(say('wrongPeriod'));
    control.current?.abort();
    const mine = new AbortController();
    control.current = mine;
    setProblem(null);
    setRunning(true);
    const who = kind === 'record' ? given.text('who') : '';
    const counters = who === '' ? null : await countersOf(who);
    const share = given.numberOrNull('share');
    const minutes = given.number('minutes');
    const body: CallRuleRequestBody = {
      target: { share: TARGET_SHARE, minutes },
      rules: rulesOf(given),
      hall:
        kind === 'record'
          ? {
              kind,
              ...range,
              ...(counters === null || counters === undefined ? {} : { counters }),
              ...(share === null ? {} : { priorityShare: share / 100 }),
            }
          : {
              kind,
              arrivalsPerHour: given.number('arrivals'),
              servicePerHour: given.number('services'),
              counters: given.number('counters'),
              serviceScv: given.number('scv'),
              priorityShare: (share ?? 20) / 100,
            },
    };
    const read = await api('POST /staffing/call-rules', { body, signal: mine.signal });
    if (mine.signal.aborted) return;
    setRunning(false);
    if (read.ok) setShown({ answer: read.value, minutes });
    else setProblem(read.code === 'unknown_counter' ? sayPlan('rulesNobodyServes') : sayRefusal(read.code));
  };
  const stop = () => {
    control.current?.abort();
    setRunning(false);
  };
  return (
    <div className="plan-page section">
      <form className="section card-section no-print" onSubmit={(event) => void compare(event)}>
        <div className="filters">
          <label>
            {sayPlan('rulesHall')}
            <select
              value={kind}
              onChange={(event) => setKind(event.target.value === 'textbook' ? 'textbook' : 'record')}
            >
              <option value="record">{sayPlan('rulesRecord')}</option>
              <option value="textbook">{sayPlan('rulesTextbook')}</option>
            </select>
          </label>
          {kind === 'record' ? (
            <>
              <PeriodChoice
                today={today}
                range={range}
                preset={preset}
                onChoose={(next, chosen) => {
                  setRange(next);
                  setPreset(chosen);
                }}
              />
              <label>
                {sayPlan('rulesWho')}
                <select name="who" defaultValue="">
                  <option value="">{sayPlan('startPresent')}</option>
                  {plans
                    .filter((each) => each.state === 'done')
                    .map(({ id, request }) => (
                      <option key={id} value={id}>
                        {sayPlan('startPlan', {
                          from: formatLocalDate(request.from),
                          to: formatLocalDate(request.to),
                        })}
                      </option>
                    ))}
                </select>
              </label>
            </>
          ) : (
            <TextbookInputs />
          )}
        </div>
        <div className="filters">
          <label className="short">
            {sayPlan('rulesPriorityShare')}
            <input
              key={kind}
              name="share"
              type="number"
              min={0}
              max={100}
              step="any"
              required={kind === 'textbook'}
              defaultValue={kind === 'textbook' ? 20 : undefined}
              placeholder={kind === 'record' ? '–' : undefined}
              title={kind === 'record' ? sayPlan('rulesPriorityRecord') : undefined}
            />
          </label>
          <NumberOf name="minutes" word="targetMinutes" value={15} min={0} max={480} />
          <NumberOf name="n" word="rulesN" value={1} min={1} max={20} />
          <NumberOf name="weight" word="rulesWeight" value={5} min={2} max={100} />
          <NumberOf name="ahead" word="rulesMinutes" value={30} min={1} max={480} />
          <button type="submit" className="main-act ask" disabled={running}>
            {sayPlan('rulesCompare')}
          </button>
        </div>
        {problem === null ? null : (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        {running ? (
          <div className="inline">
            <p role="status">{sayPlan('computing')}</p>
            <progress aria-label={sayPlan('computing')} />
            <button type="button" className="act" onClick={stop}>
              {sayCommon('cancel')}
            </button>
          </div>
        ) : null}
      </form>
      {shown === null ? (
        <ul className="reasons">
          {RULES.map((each) => (
            <RuleLine key={each} kind={each} />
          ))}
        </ul>
      ) : (
        <div className={running ? 'dimmed section' : 'section'} aria-busy={running}>
          <RuleResults
            answer={shown.answer}
            minutes={shown.minutes}
            used={hall?.settings.discipline ?? null}
          />
        </div>
      )}
    </div>
  );
}

function NumberOf({
  name,
  word,
  value,
  min,
  max,
}: {
  name: string;
  word: Parameters<typeof sayPlan>[0];
  value: number;
  min: number;
  max: number;
}): ReactNode {
  return (
    <label className="short">
      {sayPlan(word)}
      <input name={name} type="number" min={min} max={max} step="any" defaultValue={value} required />
    </label>
  );
}

function TextbookInputs(): ReactNode {
  return (
    <>
      <NumberOf name="arrivals" word="rulesArrivals" value={20} min={0.1} max={1000} />
      <NumberOf name="services" word="rulesServices" value={6} min={0.1} max={1000} />
      <NumberOf name="counters" word="rulesCounters" value={4} min={1} max={100} />
      <NumberOf name="scv" word="rulesScv" value={1} min={0} max={10} />
    </>
  );
}

function RuleLine({ kind }: { kind: RuleKind }): ReactNode {
  const rule = standardRule(kind);
  return (
    <li>
      <strong>{ruleWord(rule)}.</strong> {ruleHint(rule)}
    </li>
  );
}

/** Which order of calls spares whom: on the hall's record, or in a hall of the textbooks. */
export const callRulesPage: ManagerPage = {
  path: 'call-rules',
  menu: 'menuCallRules',
  roles: ['supervisor', 'chairman', 'admin'],
  Page: CallRulesPage,
};

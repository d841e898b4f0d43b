import { type ReactNode, useCallback } from 'react';
import { formatNumber } from '../../common/client/staff-format.ts';
import type { CallRuleAnswer, CallRuleOutcome } from '../../common/protocol/call-rules.ts';
import type { Discipline } from '../../common/protocol/catalogue.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { CsvButton } from '../plan/csv-button.tsx';
import { lineFrame } from '../plan/demand-band.tsx';
import type { PlanTable } from '../plan/plan-tables.ts';
import { minutesOf, wholeShare } from '../plan/plan-view.ts';
import { reasonText } from '../plan/reason-text.ts';
import { Why } from '../plan/why.tsx';
import type { ChartColours } from '../reports/chart-options.ts';
import { Picture } from '../reports/picture.tsx';
import { say, sayPlan } from '../words.ts';
import { ruleHint, ruleWord, sameRule } from './rules.ts';

type Figure = readonly [word: Parameters<typeof sayPlan>[0], of: (rule: CallRuleOutcome) => number | null];

const FIGURES: readonly Figure[] = [
  ['priorityMean', (rule) => rule.priority?.meanMinutes ?? null],
  ['priorityP95', (rule) => rule.priority?.p95Minutes ?? null],
  ['ordinaryMean', (rule) => rule.ordinary?.meanMinutes ?? null],
  ['ordinaryP999', (rule) => rule.ordinary?.p999Minutes ?? null],
];

function tableOf(answer: CallRuleAnswer): PlanTable {
  return {
    head: [sayPlan('rule'), ...FIGURES.map(([word]) => sayPlan(word))],
    rows: answer.rules.map((rule) => [
      ruleWord(rule.discipline),
      ...FIGURES.map(([, of]) => {
        const minutes = of(rule);
        return minutes === null ? null : Math.round(minutes * 100) / 100;
      }),
    ]),
  };
}

/** Rules of calling compared: one sentence, the picture, the table, what must be known. */
export function RuleResults({
  answer,
  minutes,
  used,
}: {
  answer: CallRuleAnswer;
  /** Target wait. */
  minutes: number;
  /** The rule that the hall calls by. */
  used: Discipline | null;
}): ReactNode {
  const options = useCallback(
    (colours: ChartColours) => {
      const frame = lineFrame(
        colours,
        answer.rules.map((rule) => ruleWord(rule.discipline)),
      );
      const looks = [
        { color: colours.action },
        { color: colours.soft, borderColor: colours.action, borderWidth: 2 },
        { color: colours.turmeric },
        { color: colours.line, borderColor: colours.turmeric, borderWidth: 2 },
      ];
      return {
        ...frame,
        // Patterns tell the bars apart where colours do not.
        aria: { enabled: true, decal: { show: true } },
        grid: { ...frame.grid, top: 72 },
        xAxis: { ...frame.xAxis, boundaryGap: true },
        yAxis: {
          ...frame.yAxis,
          // From nothing on, so that a bar twice as long is twice the wait.
          type: 'value',
          min: 0,
          axisLabel: { ...frame.yAxis.axisLabel, formatter: (value: number) => formatNumber(value) },
        },
        series: FIGURES.map(([word, of], at) => ({
          type: 'bar',
          name: sayPlan(word),
          data: answer.rules.map((rule) => of(rule)),
          itemStyle: looks[at],
          label: {
            show: true,
            position: 'top',
            color: colours.ink,
            fontFamily: colours.font,
            formatter: ({ value }: { value: unknown }) => (typeof value === 'number' ? minutesOf(value) : ''),
          },
        })),
      };
    },
    [answer],
  );
  const basis = {
    n: formatNumber(answer.citizens),
    m: minutes,
    d: answer.recordedDays ?? 0,
  };
  return (
    <>
      <p className="answer">
        {reasonText(answer.advice)} <Why name={sayPlan('rule')} reasons={[answer.advice, ...answer.notes]} />
      </p>
      <p className="second">
        {sayPlan(answer.recordedDays === null ? 'rulesBasis' : 'rulesBasisRecord', basis)}
      </p>
      <section className="section" aria-label={sayPlan('rulesPicture')}>
        <h2>
          {sayPlan('rulesPicture')} ({sayPlan('minutesAxis')})
        </h2>
        <Picture options={options} label={sayPlan('rulesPicture')} height={340} />
      </section>
      <section className="section" aria-label={sayPlan('rulesTable')}>
        <h2>{sayPlan('rulesTable')}</h2>
        <ScrollBox label={sayPlan('rulesTable')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{sayPlan('rule')}</th>
                {FIGURES.map(([word]) => (
                  <th key={word} scope="col" className="figure">
                    {sayPlan(word)}
                  </th>
                ))}
                <th scope="col" className="figure">
                  {sayPlan('priorityInTime')}
                </th>
                <th scope="col" className="figure">
                  {sayPlan('ordinaryInTime')}
                </th>
              </tr>
            </thead>
            <tbody>
              {answer.rules.map((rule, place) => (
                <tr key={ruleWord(rule.discipline)} className={place === answer.advised ? 'all' : undefined}>
                  <th scope="row">
                    {ruleWord(rule.discipline)}
                    {place === answer.advised ? (
                      <span className="good mark"> {sayPlan('ruleAdvised')}</span>
                    ) : null}
                    {used !== null && sameRule(used, rule.discipline) ? (
                      <span className="care mark"> {sayPlan('ruleUsed')}</span>
                    ) : null}
                    <span className="second block">{ruleHint(rule.discipline)}</span>
                  </th>
                  {FIGURES.map(([word, of]) => (
                    <td key={word} className="figure">
                      {minutesOf(of(rule))}
                    </td>
                  ))}
                  <td className="figure">
                    {rule.priority === null ? '–' : wholeShare(rule.priority.withinTargetShare)}
                  </td>
                  <td className="figure">
                    {rule.ordinary === null ? '–' : wholeShare(rule.ordinary.withinTargetShare)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </section>
      <ul className="reasons second">
        {answer.notes.map((note) => (
          <li key={note.code}>{reasonText(note)}</li>
        ))}
      </ul>
      <div className="exports no-print">
        <CsvButton label={sayPlan('csvWaits')} file="so-sanh-quy-tac-goi.csv" table={() => tableOf(answer)} />
        <button type="button" className="act" onClick={() => globalThis.print()}>
          {say('print')}
        </button>
      </div>
    </>
  );
}

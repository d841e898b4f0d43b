import { type ReactNode, useCallback, useState } from 'react';
import { formatLocalDate, formatNumber, formatShare } from '../../common/client/staff-format.ts';
import type { PlannedField, StaffingPlan } from '../../common/protocol/plan.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import type { ChartColours } from '../reports/chart-options.ts';
import { Picture } from '../reports/picture.tsx';
import { sayPlan } from '../words.ts';
import { lineFrame } from './demand-band.tsx';
import { errorWords } from './forecast-error.ts';

type Forecast = NonNullable<PlannedField['forecast']>;

const BECAUSE = {
  'under-eight-weeks': 'becauseShort',
  'richer-wins': 'becauseWins',
  'baseline-holds': 'becauseHolds',
} as const;

/** The forecast of a field in a sentence: its error, the baseline's, and why this one is used. */
export function forecastWords(
  { name, perDay }: Pick<PlannedField, 'name' | 'perDay'>,
  forecast: Forecast,
): string {
  return sayPlan('forecastSays', {
    name,
    mae: formatNumber(forecast.mae),
    share: perDay > 0 ? formatShare(forecast.mae / perDay) : '–',
    perDay: formatNumber(perDay),
    base: formatNumber(forecast.baselineMae),
    because: sayPlan(BECAUSE[forecast.because]),
  });
}

/** The rolling backtest: what came, and what the two forecasts had said the evening before. */
export function ForecastProof({ plan }: { plan: StaffingPlan }): ReactNode {
  const tested = plan.fields.filter((field) => field.forecast !== null);
  const busiest = [...tested].sort((a, b) => b.perDay - a.perDay)[0];
  const [code, setCode] = useState(busiest?.code ?? '');
  const field = tested.find((each) => each.code === code) ?? busiest;
  return (
    <section className="section" aria-label={sayPlan('forecast')}>
      <div className="title-row">
        <h2>{sayPlan('forecast')}</h2>
        {field === undefined ? null : (
          <label className="beside no-print">
            {sayPlan('field')}
            <select value={field.code} onChange={(event) => setCode(event.target.value)}>
              {tested.map((each) => (
                <option key={each.code} value={each.code}>
                  {each.name}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {field?.forecast ? (
        <Tested field={field} forecast={field.forecast} tested={tested} />
      ) : (
        <p className="empty">{sayPlan('forecastNone')}</p>
      )}
    </section>
  );
}

function Tested({
  field,
  forecast,
  tested,
}: {
  field: PlannedField;
  forecast: Forecast;
  tested: readonly PlannedField[];
}): ReactNode {
  const { days } = forecast;
  const options = useCallback(
    (colours: ChartColours) => {
      const all = days ?? [];
      const line = { type: 'line', symbolSize: 6 };
      return {
        ...lineFrame(
          colours,
          all.map((day) => formatLocalDate(day.date).slice(0, 5)),
        ),
        series: [
          {
            ...line,
            name: sayPlan('counted'),
            data: all.map((day) => day.counted),
            lineStyle: { width: 3 },
            itemStyle: { color: colours.action },
          },
          {
            ...line,
            name: sayPlan('baseline'),
            symbol: 'rect',
            data: all.map((day) => day.baseline),
            lineStyle: { width: 2, type: 'dashed' },
            itemStyle: { color: colours.turmeric },
          },
          {
            ...line,
            name: sayPlan('richer'),
            symbol: 'triangle',
            data: all.map((day) => day.richer),
            lineStyle: { width: 2, type: 'dotted' },
            itemStyle: { color: colours.leaf },
          },
        ],
      };
    },
    [days],
  );
  return (
    <>
      <p>{forecastWords(field, forecast)}</p>
      {days === undefined ? null : <Picture options={options} label={sayPlan('forecast')} height={280} />}
      <p className="second">{sayPlan('forecastHint')}</p>
      <details>
        <summary>{sayPlan('forecastError')}</summary>
        <ScrollBox label={sayPlan('forecastError')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{sayPlan('field')}</th>
                <th scope="col" className="figure">
                  {sayPlan('testedDays')}
                </th>
                <th scope="col" className="figure">
                  {sayPlan('baseline')}
                </th>
                <th scope="col" className="figure">
                  {sayPlan('richer')}
                </th>
                <th scope="col">{sayPlan('forecastUsed')}</th>
              </tr>
            </thead>
            <tbody>
              {tested.map((each) => (
                <tr key={each.code}>
                  <td>{each.name}</td>
                  <td className="figure">{each.forecast?.days?.length ?? '–'}</td>
                  <td className="figure">{errorWords(each.forecast?.baselineMae, each.perDay)}</td>
                  <td className="figure">{errorWords(each.forecast?.richerMae, each.perDay)}</td>
                  <td>{sayPlan(each.forecast?.chosen === 'level' ? 'usedRicher' : 'usedBaseline')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </details>
    </>
  );
}

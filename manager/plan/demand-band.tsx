import { type ReactNode, useCallback, useState } from 'react';
import { formatNumber } from '../../common/client/staff-format.ts';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import type { ChartColours } from '../reports/chart-options.ts';
import { Picture } from '../reports/picture.tsx';
import { sayPlan } from '../words.ts';
import { arrivalsOf } from './plan-view.ts';

/** Words and axes that the line pictures of a plan share. */
export function lineFrame(colours: ChartColours, names: readonly string[]) {
  const words = { color: colours.ink, fontFamily: colours.font, fontSize: 13 };
  return {
    animation: false,
    textStyle: { fontFamily: colours.font },
    tooltip: {
      renderMode: 'richText',
      trigger: 'axis',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? formatNumber(value) : '–'),
    },
    legend: { top: 0, left: 0, textStyle: words, itemWidth: 28 },
    grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: names,
      axisLabel: words,
      axisLine: { lineStyle: { color: colours.muted } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      axisLabel: { ...words, color: colours.muted },
      splitLine: { lineStyle: { color: colours.line } },
    },
  };
}

/** Who comes by half-hour: a mean day, a busy day, and the band between them. */
export function DemandBand({ plan }: { plan: StaffingPlan }): ReactNode {
  const [code, setCode] = useState('');
  const options = useCallback(
    (colours: ChartColours) => {
      const { names, mean, high } = arrivalsOf(plan, code === '' ? null : code);
      const hidden = {
        type: 'line',
        stack: 'band',
        symbol: 'none',
        lineStyle: { opacity: 0 },
        tooltip: { show: false },
      };
      return {
        ...lineFrame(colours, names),
        legend: { ...lineFrame(colours, names).legend, data: [sayPlan('bandMean'), sayPlan('bandHigh')] },
        series: [
          { ...hidden, name: 'low', data: mean },
          {
            ...hidden,
            name: 'band',
            data: high.map((value, at) => Math.max(0, value - (mean[at] ?? 0))),
            areaStyle: { color: colours.action, opacity: 0.16 },
          },
          {
            type: 'line',
            name: sayPlan('bandMean'),
            data: mean,
            symbolSize: 6,
            lineStyle: { width: 3 },
            itemStyle: { color: colours.action },
          },
          {
            type: 'line',
            name: sayPlan('bandHigh'),
            data: high,
            symbol: 'rect',
            symbolSize: 6,
            lineStyle: { width: 2, type: 'dashed' },
            itemStyle: { color: colours.turmeric },
          },
        ],
      };
    },
    [plan, code],
  );
  return (
    <section className="section" aria-label={sayPlan('band')}>
      <div className="title-row">
        <h2>{sayPlan('band')}</h2>
        <label className="beside no-print">
          {sayPlan('bandWhich')}
          <select value={code} onChange={(event) => setCode(event.target.value)}>
            <option value="">{sayPlan('bandAll')}</option>
            {plan.fields.map((field) => (
              <option key={field.code} value={field.code}>
                {field.name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Picture options={options} label={sayPlan('band')} height={280} />
      <p className="second">{sayPlan('bandHint')}</p>
    </section>
  );
}

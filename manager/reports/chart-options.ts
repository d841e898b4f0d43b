import type { EChartsCoreOption } from 'echarts/core';
import { staffLanguage } from '../../common/client/staff-language.ts';
import { measureOf } from '../../common/measures/measure.ts';
import type { ChartPlan } from './chart-plan.ts';
import { sayReport } from './report.ts';

/** The page's own colours, for either theme. */
export interface ChartColours {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly action: string;
  readonly soft: string;
  readonly leaf: string;
  readonly turmeric: string;
  /** Its letters by name: words of a chart are measured before they stand in the page. */
  readonly font: string;
}

/** A plan as ECharts draws it. @param show a value as people read it */
export function optionsOf(
  plan: ChartPlan,
  title: string,
  colours: ChartColours,
  show: (value: number) => string,
): EChartsCoreOption {
  const said = (value: unknown) => (typeof value === 'number' ? show(value) : '–');
  const words = { color: colours.ink, fontFamily: colours.font, fontSize: 13 };
  const common = {
    animation: false,
    textStyle: { fontFamily: colours.font },
    // Drawn on the canvas: the page's content policy allows no style attributes in markup.
    tooltip: {
      renderMode: 'richText',
      trigger: plan.kind === 'lines' ? 'axis' : 'item',
      valueFormatter: said,
    },
  };
  const whole = plan.kind !== 'heat' && plan.values.every((each) => each === null || Number.isInteger(each));
  const values = {
    type: 'value',
    // Half a person never came.
    ...(whole ? { minInterval: 1 } : {}),
    axisLabel: { ...words, color: colours.muted, formatter: show },
    splitLine: { lineStyle: { color: colours.line } },
  };
  const axis = {
    axisLabel: words,
    axisLine: { lineStyle: { color: colours.muted } },
    axisTick: { show: false },
  };
  if (plan.kind === 'bars')
    return {
      ...common,
      grid: { left: 8, right: 64, top: plan.before === undefined ? 8 : 32, bottom: 8, containLabel: true },
      xAxis: values,
      yAxis: {
        ...axis,
        type: 'category',
        inverse: true,
        data: plan.names,
        axisLabel: { ...words, width: 240, overflow: 'truncate' },
      },
      ...(plan.before === undefined ? {} : { legend: { textStyle: words, top: 0, right: 0 } }),
      series: [
        ...(plan.before === undefined
          ? []
          : [
              {
                name: measureOf(plan.before.key)?.[staffLanguage] ?? plan.before.key,
                type: 'bar',
                data: plan.before.values,
                barMaxWidth: 16,
                itemStyle: { color: colours.muted, borderRadius: [0, 3, 3, 0] },
              },
            ]),
        {
          name: title,
          type: 'bar',
          data: plan.values,
          barMaxWidth: 22,
          itemStyle: { color: colours.action, borderRadius: [0, 3, 3, 0] },
          label: {
            show: true,
            position: 'right',
            color: colours.ink,
            formatter: ({ value }: { value: unknown }) => said(value),
          },
        },
      ],
    };
  if (plan.kind === 'heat') {
    const most = Math.max(1, ...plan.cells.map((each) => each[2]));
    return {
      ...common,
      grid: { left: 8, right: 16, top: 8, bottom: 56, containLabel: true },
      xAxis: { ...axis, type: 'category', data: plan.across },
      yAxis: { ...axis, type: 'category', inverse: true, data: plan.down },
      visualMap: {
        min: 0,
        max: most,
        orient: 'horizontal',
        left: 'center',
        bottom: 0,
        itemHeight: 140,
        textStyle: words,
        text: [show(most), '0'],
        inRange: { color: [colours.soft, colours.action] },
      },
      series: [
        {
          name: title,
          type: 'heatmap',
          data: plan.cells.map((each) => [...each]),
          itemStyle: { borderColor: colours.line, borderWidth: 1 },
        },
      ],
    };
  }
  const line = { type: 'line', symbolSize: 7, itemStyle: { color: colours.action }, lineStyle: { width: 3 } };
  const { band } = plan;
  const height = band?.high.map((high, at) => {
    const low = band.low[at] ?? null;
    return high === null || low === null ? null : high - low;
  });
  const hidden = {
    type: 'line',
    stack: 'band',
    symbol: 'none',
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
  };
  return {
    ...common,
    grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
    xAxis: { ...axis, type: 'category', boundaryGap: false, data: plan.names },
    yAxis: values,
    series: [
      ...(band === null || height === undefined
        ? []
        : [
            { ...hidden, data: band.low },
            {
              ...hidden,
              name: sayReport('band'),
              data: height,
              areaStyle: { color: colours.action, opacity: 0.18 },
            },
          ]),
      { ...line, name: title, data: plan.values },
    ],
  };
}

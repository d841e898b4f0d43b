import { type ReactNode, useCallback } from 'react';
import { shownFigure } from './cells.ts';
import { type ChartColours, optionsOf } from './chart-options.ts';
import type { ChartPlan } from './chart-plan.ts';
import { Picture } from './picture.tsx';
import { sayReport } from './report.ts';

const ROW_HEIGHT = 30;

/** A picture of a report; whoever cannot see it has the table. */
export function Chart({
  plan,
  figure,
  title,
}: {
  plan: ChartPlan;
  figure: string;
  title: string;
}): ReactNode {
  const options = useCallback(
    (colours: ChartColours) => optionsOf(plan, title, colours, (value) => shownFigure(figure, value)),
    [plan, figure, title],
  );
  const height =
    plan.kind === 'bars'
      ? plan.names.length * ROW_HEIGHT + 48
      : plan.kind === 'heat'
        ? plan.down.length * ROW_HEIGHT + 110
        : 300;
  return (
    <Picture options={options} label={sayReport('chartOf', { figure: title })} height={height}>
      {plan.kind === 'bars' && plan.cut ? (
        <figcaption className="second">{sayReport('chartFirst', { n: plan.names.length })}</figcaption>
      ) : null}
      {plan.kind === 'heat' && plan.summed ? (
        <figcaption className="second">{sayReport('heatSummed')}</figcaption>
      ) : null}
    </Picture>
  );
}

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { shownFigure } from './cells.ts';
import { type ChartColours, optionsOf } from './chart-options.ts';
import type { ChartPlan } from './chart-plan.ts';
import { sayReport } from './report.ts';

function coloursOf(element: HTMLElement): ChartColours {
  const style = getComputedStyle(element);
  const of = (token: string) => style.getPropertyValue(token).trim();
  return {
    ink: of('--ink'),
    muted: of('--muted'),
    line: of('--line'),
    action: of('--action'),
    soft: of('--action-soft'),
    font: style.fontFamily,
  };
}

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
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'drawn' | 'missing'>('loading');
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let stop: (() => void) | null = null;
    let wanted = true;
    const start = async () => {
      const { startChart } = await import('./echarts-parts.ts');
      if (!wanted) return;
      const chart = startChart(element);
      const draw = () =>
        chart.setOption(
          optionsOf(plan, title, coloursOf(element), (value) => shownFigure(figure, value)),
          true,
        );
      draw();
      setState('drawn');
      const sizes = new ResizeObserver(() => chart.resize());
      sizes.observe(element);
      // The colours are the page's, so they follow its theme.
      const themes = new MutationObserver(draw);
      themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
      stop = () => {
        sizes.disconnect();
        themes.disconnect();
        chart.dispose();
      };
    };
    start().catch(() => setState('missing'));
    return () => {
      wanted = false;
      stop?.();
    };
  }, [plan, figure, title]);
  const height =
    plan.kind === 'bars'
      ? plan.names.length * ROW_HEIGHT + 48
      : plan.kind === 'heat'
        ? plan.down.length * ROW_HEIGHT + 110
        : 300;
  return (
    <figure className="chart">
      <div
        ref={box}
        role="img"
        aria-label={sayReport('chartOf', { figure: title })}
        data-state={state}
        style={{ height }}
      />
      {state === 'drawn' ? null : (
        <figcaption className="second" role="status">
          {sayReport(state === 'missing' ? 'chartMissing' : 'chartLoading')}
        </figcaption>
      )}
      {plan.kind === 'bars' && plan.cut ? (
        <figcaption className="second">{sayReport('chartFirst', { n: plan.names.length })}</figcaption>
      ) : null}
    </figure>
  );
}

import type { EChartsCoreOption } from 'echarts/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ChartColours } from './chart-options.ts';
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
    leaf: of('--leaf'),
    turmeric: of('--turmeric'),
    font: style.fontFamily,
  };
}

/**
 * A picture drawn by ECharts, which is loaded with the first one; whoever cannot see it has the table.
 * @param options must stay the same function as long as the picture does
 * @param label what it shows, for those who hear the page
 */
export function Picture({
  options,
  label,
  height,
  children,
}: {
  options: (colours: ChartColours) => EChartsCoreOption;
  label: string;
  height: number;
  children?: ReactNode;
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
      const draw = () => chart.setOption(options(coloursOf(element)), true);
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
  }, [options]);
  return (
    <figure className="chart">
      <div ref={box} role="img" aria-label={label} data-state={state} style={{ height }} />
      {state === 'drawn' ? null : (
        <figcaption className="second" role="status">
          {sayReport(state === 'missing' ? 'chartMissing' : 'chartLoading')}
        </figcaption>
      )}
      {children}
    </figure>
  );
}

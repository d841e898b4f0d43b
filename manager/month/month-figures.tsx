import type { ReactNode } from 'react';
import type { MonthFigure, MonthPage } from '../../common/protocol/month.ts';
import { reasonText } from '../plan/reason-text.ts';
import { sayMonth } from '../words.ts';

function Figure({ name, figure, state }: { name: string; figure: MonthFigure; state?: string }): ReactNode {
  return (
    <div className={state}>
      <p className="second">{name}</p>
      <p className="big">{sayMonth('figure', { n: Math.abs(figure.value) })}</p>
      <p className="second">{reasonText(figure.doubt)}</p>
    </div>
  );
}

/** People needed, present and missing, each with its doubt in words. */
export function MonthFigures({ month: { needed, present, gap } }: { month: MonthPage }): ReactNode {
  const word = gap.value > 0 ? 'missing' : gap.value < 0 ? 'spare' : 'enough';
  return (
    <div className="month-figures">
      <Figure name={sayMonth('needed')} figure={needed} />
      <Figure name={sayMonth('present')} figure={present} />
      <Figure name={sayMonth(word)} figure={gap} state={gap.value > 0 ? 'short' : 'chosen'} />
    </div>
  );
}

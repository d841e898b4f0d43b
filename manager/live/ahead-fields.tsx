import type { ReactNode } from 'react';
import type { Field } from '../../common/protocol/catalogue.ts';
import type { FieldAhead, LookAhead } from '../../common/protocol/look-ahead.ts';
import { sayLive } from '../words.ts';
import { sayShare } from './live-words.ts';

/** A target is met when so many of the people are called within it. */
const GOAL = 0.9;
/** So many fields are told, those with the most people late first. */
const SHOWN = 3;
/** Fewer people than this are chance. */
const TOLD_FROM = 1;

/** Who will miss the target, the most people first. */
function missesOf(fields: readonly FieldAhead[]): readonly FieldAhead[] {
  const late = (each: FieldAhead) => each.people * (1 - each.share);
  return fields
    .filter((each) => each.share < GOAL && late(each) >= TOLD_FROM)
    .sort((a, b) => late(b) - late(a));
}

/** What the hour ahead brings, in sentences; what is not known is said too. */
export function AheadFields({
  ahead,
  fields,
  at,
}: {
  ahead: LookAhead;
  fields: readonly Field[];
  at: (instant: string) => string;
}): ReactNode {
  if (ahead.at === null || ahead.until === null)
    return <p>{sayLive(ahead.failed && !ahead.working ? 'aheadFailed' : 'aheadWorking')}</p>;
  if (ahead.because === 'over') return <p>{sayLive('aheadOver')}</p>;
  const fieldOf = (code: string) => fields.find((each) => each.code === code);
  const misses = missesOf(ahead.fields);
  const { closesAt } = ahead;
  const unserved = ahead.fields.filter((each) => each.unserved >= TOLD_FROM);
  const because = ahead.because === 'fine' || ahead.because === null ? null : ahead.because;
  return (
    <>
      {misses.length === 0 ? <p>{sayLive('aheadFine', { time: at(ahead.until) })}</p> : null}
      <ul>
        {misses.slice(0, SHOWN).map((each) => (
          <li key={each.field} data-miss={each.field}>
            {sayLive('aheadMiss', {
              field: fieldOf(each.field)?.name ?? each.field,
              m: fieldOf(each.field)?.targetMinutes ?? 15,
              p: sayShare(each.share),
              a: sayShare(each.low),
              b: sayShare(each.high),
            })}
          </li>
        ))}
        {closesAt === null
          ? null
          : unserved.slice(0, SHOWN).map((each) => (
              <li key={`${each.field} unserved`} className="late" data-unserved={each.field}>
                {sayLive('aheadUnserved', {
                  field: fieldOf(each.field)?.name ?? each.field,
                  n: Math.round(each.unserved),
                  time: at(closesAt),
                })}
              </li>
            ))}
      </ul>
      {misses.length > SHOWN ? <p>{sayLive('aheadMore', { n: misses.length - SHOWN })}</p> : null}
      {closesAt !== null && misses.length > 0 && unserved.length === 0 ? (
        <p>{sayLive('aheadServed', { time: at(closesAt) })}</p>
      ) : null}
      {because === null ? null : <p>{sayLive(`none.${because}`)}</p>}
      <p className="second">
        {sayLive('aheadAt', { time: at(ahead.at) })}{' '}
        {ahead.days === 0 ? sayLive('aheadNoDays') : misses.length > 0 ? sayLive('aheadSureness') : ''}
      </p>
    </>
  );
}

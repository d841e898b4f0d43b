import type { ReactNode } from 'react';
import { wholeMinutes } from '../../common/client/staff-format.ts';
import type { FieldRecord } from '../../common/protocol/views.ts';
import { say, sayCommon, sayLive } from '../words.ts';
import { sayEstimated, sayMinutes } from './live-words.ts';

/** So many lines stand open although they are within target. */
const CALM_SHOWN = 12;

interface ShownLine {
  readonly record: FieldRecord;
  /** Wait of whoever stands first, minutes. */
  readonly longest: number;
  readonly isLate: boolean;
}

/** Lines that people stand in, those over target first and the latest of them before the others. */
export function linesOf(fields: readonly FieldRecord[], nowMs: number): ShownLine[] {
  return fields
    .filter((record) => record.waiting > 0)
    .map((record) => {
      const since = record.longestSince === null ? nowMs : Date.parse(record.longestSince);
      const longest = wholeMinutes(Math.max(0, nowMs - since));
      const isLate = longest > record.field.targetMinutes || record.counters.length === 0;
      return { record, longest, isLate };
    })
    .sort(
      (a, b) =>
        Number(b.isLate) - Number(a.isLate) ||
        b.longest - b.record.field.targetMinutes - (a.longest - a.record.field.targetMinutes),
    );
}

/** Who waits for what, and how long; fields without anybody are folded. */
export function FieldLines({ fields, nowMs }: { fields: readonly FieldRecord[]; nowMs: number }): ReactNode {
  const lines = linesOf(fields, nowMs);
  const empty = fields.filter((each) => each.waiting === 0);
  const late = lines.filter((each) => each.isLate);
  const calm = lines.filter((each) => !each.isLate);
  const room = Math.max(0, CALM_SHOWN - late.length);
  const folded = calm.slice(room);
  return (
    <section aria-labelledby="lines-title" className="lines">
      <h2 id="lines-title">{sayLive('linesTitle')}</h2>
      {lines.length === 0 ? <p className="second">{sayLive('linesNone')}</p> : null}
      {lines.length === 0 ? null : <Lines lines={[...late, ...calm.slice(0, room)]} />}
      {folded.length === 0 ? null : (
        <details className="fold">
          <summary>{sayLive('linesCalm', { n: folded.length })}</summary>
          <Lines lines={folded} />
        </details>
      )}
      {empty.length === 0 ? null : (
        <details className="fold">
          <summary>{sayLive('linesEmpty', { n: empty.length })}</summary>
          <p className="second">{empty.map((each) => each.field.name).join(', ')}</p>
        </details>
      )}
    </section>
  );
}

function Lines({ lines }: { lines: readonly ShownLine[] }): ReactNode {
  return (
    <table className="line-table">
      <thead>
        <tr>
          <th>{sayCommon('field')}</th>
          <th className="figure" title={say('waiting')}>
            {sayLive('waitingHead')}
          </th>
          <th className="figure">{sayLive('longestHead')}</th>
          <th>{sayLive('expectedHead')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ record, longest, isLate }) => (
          <tr key={record.id} data-line={record.field.code}>
            <td title={record.field.name}>{record.field.name}</td>
            <td className="figure">
              <strong>{record.waiting}</strong>
            </td>
            <td
              className={`figure ${isLate ? 'late' : ''}`}
              title={`${sayLive('target')}: ${sayCommon('minutes', { n: record.field.targetMinutes })}`}
            >
              {longest > record.field.targetMinutes && longest < 120
                ? sayLive('longestOfTarget', { n: longest, m: record.field.targetMinutes })
                : sayMinutes(longest)}
            </td>
            <td className={record.counters.length === 0 ? 'late' : ''}>
              {record.counters.length === 0
                ? sayLive('noCounterYet')
                : record.estimate === null
                  ? '–'
                  : sayEstimated(record.estimate)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

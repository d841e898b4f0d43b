import { type CSSProperties, type ReactNode, useMemo, useState } from 'react';
import { formatNumber } from '../../common/client/staff-format.ts';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { sayPlan } from '../words.ts';
import {
  clockOf,
  GROUP_COLOURS,
  groupLetter,
  type PictureBand,
  type PictureFigure,
  pictureOf,
} from './plan-view.ts';

const FIGURES: readonly (readonly [figure: PictureFigure, word: string])[] = [
  ['officials', sayPlan('pictureOfficials')],
  ['busy', sayPlan('pictureArrivals')],
  ['mean', sayPlan('pictureMean')],
];

/** A group's letter in its colour. */
export function GroupBadge({ group }: { group: number }): ReactNode {
  return (
    <span
      className={`group-badge hue-${group % GROUP_COLOURS}`}
      title={sayPlan('group', { letter: groupLetter(group) })}
    >
      {groupLetter(group)}
    </span>
  );
}

/** Fields by half-hours, with their officials: the whole plan at one look. It is a table, so that it can also be heard. */
export function PlanPicture({ plan }: { plan: StaffingPlan }): ReactNode {
  const [figure, setFigure] = useState<PictureFigure>('officials');
  const picture = useMemo(() => pictureOf(plan, figure), [plan, figure]);
  return (
    <section className="section" aria-label={sayPlan('picture')}>
      <div className="title-row">
        <h2>{sayPlan('picture')}</h2>
        <label className="beside no-print">
          {sayPlan('pictureShow')}
          <select
            value={figure}
            onChange={(event) =>
              setFigure(FIGURES.find(([each]) => each === event.target.value)?.[0] ?? 'officials')
            }
          >
            {FIGURES.map(([each, word]) => (
              <option key={each} value={each}>
                {word}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ScrollBox label={sayPlan('picture')}>
        <table className="plan-picture">
          <thead>
            <tr>
              <th scope="col">{sayPlan('field')}</th>
              {picture.starts.map((minute) => (
                <th key={minute} scope="col" className={minute % 60 === 0 ? 'hour' : 'half'}>
                  {minute % 60 === 0 ? (
                    clockOf(minute)
                  ) : (
                    <span className="visually-hidden">{clockOf(minute)}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          {picture.bands.map((band) => (
            <Band
              key={band.group ?? 'none'}
              band={band}
              starts={picture.starts}
              most={picture.most}
              figure={figure}
            />
          ))}
        </table>
      </ScrollBox>
      <p className="second">{sayPlan('pictureHint')}</p>
    </section>
  );
}

function Band({
  band,
  starts,
  most,
  figure,
}: {
  band: PictureBand;
  starts: readonly number[];
  most: { field: number; group: number };
  figure: PictureFigure;
}): ReactNode {
  const shown = (value: number) =>
    value < 0.05 ? '' : formatNumber(value, figure === 'officials' || value >= 10 ? 0 : 1);
  return (
    <tbody className={band.group === null ? '' : `hue-${band.group % GROUP_COLOURS}`}>
      {band.rows.map((row) => (
        <tr key={row.kind + row.name} className={row.kind}>
          <th scope="row">
            {row.kind === 'group' && band.group !== null ? <GroupBadge group={band.group} /> : null}
            <span>{row.name}</span>
          </th>
          {row.values.map((value, at) => (
            <td
              key={starts[at]}
              style={{ '--much': value / (row.kind === 'group' ? most.group : most.field) } as CSSProperties}
              className={value < 0.05 ? 'none' : ''}
            >
              {shown(value)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

import type { ReactNode } from 'react';
import { formatLocalDate, formatNumber } from '../../common/client/staff-format.ts';
import type { ListedRemark } from '../../common/protocol/rest/record.ts';
import type { Names } from '../reports/cells.ts';
import { sayRemark } from '../words.ts';
import { bySubject } from './listed-remark.ts';

/** Remarks under what they are about, each with where it stands. */
export function RemarkTable({
  remarks,
  names,
  onSettle,
}: {
  remarks: readonly ListedRemark[];
  names: Names;
  onSettle: (remark: ListedRemark) => void;
}): ReactNode {
  return (
    <table className="remarks">
      <caption className="visually-hidden">{sayRemark('menu')}</caption>
      <thead>
        <tr>
          <th scope="col">{sayRemark('kind')}</th>
          <th scope="col">{sayRemark('text')}</th>
          <th scope="col">{sayRemark('who')}</th>
          <th scope="col">{sayRemark('state')}</th>
          <th scope="col">
            <span className="visually-hidden">{sayRemark('settle')}</span>
          </th>
        </tr>
      </thead>
      {bySubject(remarks, names).map((group) => (
        <tbody key={group.about}>
          <tr>
            <th colSpan={5} scope="rowgroup" className="remark-subject">
              {group.about} <span className="second">({formatNumber(group.remarks.length)})</span>
            </th>
          </tr>
          {group.remarks.map((each) => (
            <tr key={each.id}>
              <td className="remark-kind">{sayRemark(each.kind)}</td>
              <td className="remark-text">{each.text}</td>
              <td className="remark-who">
                {each.officerName}
                <span className="second block">
                  {formatLocalDate(each.date)}
                  {each.ticketNumber === null
                    ? ''
                    : ` · ${sayRemark('atTicket', { number: each.ticketNumber })}`}
                </span>
              </td>
              <td className="remark-text">
                {each.state === 'withdrawn' ? null : (
                  <span className={each.state === 'open' ? 'care' : 'good'}>{sayRemark(each.state)}</span>
                )}
                {each.answer === '' ? null : (
                  <span className="second block">
                    {sayRemark('answerOf', { name: each.settledByName ?? '', text: each.answer })}
                  </span>
                )}
              </td>
              <td>
                <button
                  type="button"
                  className="quiet"
                  aria-label={sayRemark('settleThis', { text: each.text })}
                  onClick={() => onSettle(each)}
                >
                  {sayRemark('settle')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

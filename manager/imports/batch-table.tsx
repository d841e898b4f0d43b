import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatNumber } from '../../common/client/staff-format.ts';
import { formatLocalDate } from '../../common/i18n/format.ts';
import type { ListedBatch } from '../../common/protocol/imports.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import type { Read } from '../../common/ui/use-read.ts';
import { Missing } from '../parts/states.tsx';
import { sayImport, sayRefusal } from '../words.ts';

/** What was imported so far; each import can be removed as a whole. */
export function BatchTable({ read }: { read: Read<{ batches: readonly ListedBatch[] }> }): ReactNode {
  const [told, setTold] = useState<{ text: string; bad: boolean } | null>(null);
  const remove = async ({ id, file, rows }: ListedBatch) => {
    if (!globalThis.confirm(sayImport('removeAsk', { n: formatNumber(rows), file }))) return;
    const answer = await api('DELETE /import-batches/:id', { params: { id } });
    setTold(
      answer.ok
        ? { text: sayImport('removed', { n: formatNumber(rows), file }), bad: false }
        : { text: sayRefusal(answer.code), bad: true },
    );
    read.again();
  };
  const days = ({ firstDate, lastDate }: ListedBatch) =>
    [...new Set([firstDate, lastDate])].map((day) => (day === null ? '' : formatLocalDate(day))).join(' – ');
  return (
    <section className="difference" aria-label={sayImport('batches')}>
      <h2>{sayImport('batches')}</h2>
      {told === null ? null : (
        <p className={told.bad ? 'problem' : 'answer'} role={told.bad ? 'alert' : 'status'}>
          {told.text}
        </p>
      )}
      {read.value === null ? (
        <Missing read={read} />
      ) : read.value.batches.length === 0 ? (
        <p className="empty">{sayImport('noBatches')}</p>
      ) : (
        <ScrollBox label={sayImport('batches')}>
          <table>
            <thead>
              <tr>
                <th>{sayImport('batchFile')}</th>
                <th className="number">{sayImport('batchRows')}</th>
                <th>{sayImport('batchDays')}</th>
                <th>
                  <span className="visually-hidden">{sayImport('remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {read.value.batches.map((batch) => (
                <tr key={batch.id}>
                  <td className="label-cell">{batch.file}</td>
                  <td className="number">{formatNumber(batch.rows)}</td>
                  <td>{days(batch)}</td>
                  <td>
                    <button
                      type="button"
                      className="quiet danger"
                      aria-label={sayImport('removeOf', { file: batch.file })}
                      onClick={() => void remove(batch)}
                    >
                      {sayImport('remove')}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </section>
  );
}

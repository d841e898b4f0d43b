import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatDateTime } from '../../common/client/staff-format.ts';
import type { SettingsChange } from '../../common/protocol/settings-history.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import { Confirmed, Missing } from '../parts/states.tsx';
import { sayAudit, sayRefusal, saySetting } from '../words.ts';

const SHOWN_LETTERS = 160;

/** A value of a setting as a person reads it; lists and rules in short. */
function valueWords(value: unknown): string {
  if (value === undefined || value === null || value === '') return '–';
  if (typeof value === 'boolean') return saySetting(value ? 'yes' : 'no');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object'))
    return value.length === 0 ? '–' : value.join(', ');
  const text = JSON.stringify(value);
  return text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS)}…` : text;
}

const keyWords = (key: string): string => sayAudit(`setting.${key}` as Parameters<typeof sayAudit>[0]);

/** What was changed when and by whom, with what held before; one click puts it back. */
export function SettingsHistory({
  timeZone,
  onReverted,
}: {
  timeZone: string;
  onReverted: () => void;
}): ReactNode {
  const read = useRead('GET /settings/history');
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  if (read.value === null) return <Missing read={read} />;
  const revert = async (change: SettingsChange) => {
    const answer = await api('PUT /settings', { body: change.before });
    setSaid(
      answer.ok ? { bad: false, text: saySetting('reverted') } : { bad: true, text: sayRefusal(answer.code) },
    );
    if (!answer.ok) return;
    read.again();
    onReverted();
  };
  if (read.value.changes.length === 0) return <p className="empty">{saySetting('historyNone')}</p>;
  return (
    <>
      <p className="second">{saySetting('historyHint')}</p>
      <p className={said?.bad ? 'problem' : 'good'} role="status">
        {said?.text}
      </p>
      <ScrollBox label={saySetting('history')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{saySetting('when')}</th>
              <th scope="col">{saySetting('what')}</th>
              <th scope="col">{saySetting('before')}</th>
              <th scope="col">{saySetting('after')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {read.value.changes.flatMap((change) =>
              Object.keys(change.after).map((key, at, keys) => (
                <tr key={`${change.sequence}-${key}`}>
                  {at > 0 ? null : (
                    <th scope="row" rowSpan={keys.length}>
                      {formatDateTime(change.at, { timeZone })}
                      <span className="second block">
                        {change.actor.kind === 'system' ? sayAudit('system') : change.actor.name}
                      </span>
                    </th>
                  )}
                  <td>{keyWords(key)}</td>
                  <td>{valueWords(change.before[key])}</td>
                  <td>{valueWords(change.after[key])}</td>
                  {at > 0 ? null : (
                    <td rowSpan={keys.length}>
                      {change.actor.kind === 'user' ? (
                        <Confirmed
                          label={saySetting('revert')}
                          question={saySetting('revertAsk', {
                            list: keys.map(keyWords).join(', '),
                          })}
                          onYes={() => void revert(change)}
                        />
                      ) : null}
                    </td>
                  )}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </ScrollBox>
    </>
  );
}

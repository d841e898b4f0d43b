import { type ReactNode, useEffect, useState } from 'react';
import { hubApi } from '../common/client/api.ts';
import { sayRefusal } from '../common/client/refusal-words.ts';
import { formatDateTime } from '../common/client/staff-format.ts';
import type { HubLook } from '../common/protocol/hub.ts';
import { ScrollBox } from '../common/ui/scroll-box.tsx';
import { say } from './words.ts';

const WORDS: Readonly<Record<string, 'halls' | 'lookReport' | 'lookFork' | 'lookSettings'>> = {
  halls: 'halls',
  report: 'lookReport',
  'fork settled': 'lookFork',
  'settings changed': 'lookSettings',
};

const detailsOf = ({ details }: HubLook): string =>
  Object.entries(details)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(' · ');

/** Who looked at what, the newest first. */
export function LooksPage(): ReactNode {
  const [looks, setLooks] = useState<readonly HubLook[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void hubApi('GET /looks').then((answer) => {
      if (answer.ok) setLooks(answer.value.looks);
      else setProblem(sayRefusal(answer.code));
    });
  }, []);
  return (
    <>
      <h2>{say('looks')}</h2>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {looks === null && problem === null ? <p className="empty">{say('loading')}</p> : null}
      {looks?.length === 0 ? <p className="empty">{say('noLooks')}</p> : null}
      {looks === null || looks.length === 0 ? null : (
        <ScrollBox label={say('looks')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say('lookAt')}</th>
                <th scope="col">{say('username')}</th>
                <th scope="col">{say('lookWhat')}</th>
                <th scope="col">{say('lookDetails')}</th>
              </tr>
            </thead>
            <tbody>
              {looks.map((look) => (
                <tr key={`${look.at} ${look.username} ${detailsOf(look)}`}>
                  <td>{formatDateTime(look.at, { timeZone: 'Asia/Ho_Chi_Minh' })}</td>
                  <td>{look.username}</td>
                  <td>{WORDS[look.what] === undefined ? look.what : say(WORDS[look.what] ?? 'halls')}</td>
                  <td>{detailsOf(look)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </>
  );
}

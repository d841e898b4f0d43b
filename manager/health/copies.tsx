import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatDateTime, formatNumber } from '../../common/client/staff-format.ts';
import { ScrollBox } from '../../common/ui/scroll-box.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import { Missing } from '../parts/states.tsx';
import { sayRefusal, sayStart } from '../words.ts';
import './copies.css';

const MEGABYTE = 1_000_000;
const KINDS = { daily: 'copyDaily', manual: 'copyManual', 'before-restore': 'copyBefore' } as const;

/** Copies of the record: made now, checked, and how one is put back; how a new version is put in. */
export function Copies({ timeZone }: { timeZone: string }): ReactNode {
  const read = useRead('GET /backups');
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  if (read.value === null) return <Missing read={read} />;
  const { copies, folder, dataDir, version } = read.value;
  const make = async () => {
    setBusy(true);
    setSaid({ bad: false, text: sayStart('copying') });
    const answer = await api('POST /backups');
    setBusy(false);
    setSaid(
      answer.ok
        ? { bad: false, text: sayStart('copied', { name: answer.value.name }) }
        : { bad: true, text: sayRefusal(answer.code) },
    );
    read.again();
  };
  const check = async (name: string) => {
    setBusy(true);
    setSaid({ bad: false, text: sayStart('checking', { name }) });
    const answer = await api('POST /backups/:name/check', { params: { name } });
    setBusy(false);
    if (!answer.ok) setSaid({ bad: true, text: sayRefusal(answer.code) });
    else if (answer.value.whole)
      setSaid({
        bad: false,
        text: sayStart('whole', { name, n: formatNumber(answer.value.events, 0) }),
      });
    else setSaid({ bad: true, text: sayStart('broken', { name }) });
  };
  return (
    <section className="section" aria-label={sayStart('copies')}>
      <div className="year-row">
        <h2>{sayStart('copies')}</h2>
        <button type="button" className="act strong" disabled={busy} onClick={() => void make()}>
          {sayStart('copyNow')}
        </button>
      </div>
      <p className="second">
        {sayStart('copiesHint')} <code>{folder}</code>
      </p>
      <p className={said?.bad ? 'problem' : 'good'} role="status">
        {said?.text}
      </p>
      {copies.length === 0 ? (
        <p className="empty">{sayStart('copiesNone')}</p>
      ) : (
        <ScrollBox label={sayStart('copies')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{sayStart('copyMade')}</th>
                <th scope="col">{sayStart('copyKind')}</th>
                <th scope="col" className="figure">
                  {sayStart('copySize')}
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {copies.map((copy) => (
                <tr key={copy.name}>
                  <th scope="row">
                    {formatDateTime(copy.madeAt, { timeZone })}
                    <span className="second block">{copy.name}</span>
                  </th>
                  <td>{sayStart(KINDS[copy.kind])}</td>
                  <td className="figure">{formatNumber(copy.sizeBytes / MEGABYTE)}</td>
                  <td className="row-acts">
                    <button
                      type="button"
                      className="quiet"
                      disabled={busy}
                      aria-label={`${sayStart('check')} ${copy.name}`}
                      onClick={() => void check(copy.name)}
                    >
                      {sayStart('check')}
                    </button>
                    <button
                      type="button"
                      className="quiet"
                      aria-label={`${sayStart('restore')} ${copy.name}`}
                      aria-expanded={chosen === copy.name}
                      onClick={() => setChosen(chosen === copy.name ? null : copy.name)}
                    >
                      {sayStart('restore')}
                    </button>
                    {chosen === copy.name ? (
                      <Steps
                        steps={[
                          sayStart('restoreStop'),
                          `bin/motcua restore "${folder}/${copy.name}" --data "${dataDir}"`,
                          sayStart('restoreStart'),
                        ]}
                        note={sayStart('restoreNote')}
                      />
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      <h2>{sayStart('update')}</h2>
      <Steps
        steps={[
          sayStart('updateCopy'),
          sayStart('updateStop'),
          sayStart('updateReplace'),
          sayStart('updateStart'),
        ]}
        note={sayStart('updateNote', { v: version })}
      />
    </section>
  );
}

function Steps({ steps, note }: { steps: readonly string[]; note: string }): ReactNode {
  return (
    <div className="how-to">
      <ol>
        {steps.map((step) => (
          <li key={step}>{step.startsWith('bin/') ? <code>{step}</code> : step}</li>
        ))}
      </ol>
      <p className="second">{note}</p>
    </div>
  );
}

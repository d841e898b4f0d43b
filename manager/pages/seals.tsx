import { type ReactNode, useRef, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { formatDateTime, formatLocalDate, formatNumber } from '../../common/client/staff-format.ts';
import { useHall } from '../../common/client/use-hall.ts';
import type { SealedDay } from '../../common/protocol/seals.ts';
import { inGroups, sealLine } from '../../common/seal/seal-groups.ts';
import { useRead } from '../../common/ui/use-read.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { sayRecord, sayRefusal } from '../words.ts';

/** So many of the newest seals are offered to be sent: a letter takes no more than that. */
const SENT = 31;

/** The newest seals, one line a day, oldest first, as `motcua verify --seals` reads them. */
function linesOf(seals: readonly SealedDay[]): string {
  // Newest first: of a day that was closed twice the later seal covers the earlier one.
  const newest = [...new Map([...seals].reverse().map((each) => [each.date, each])).values()];
  return newest.slice(-SENT).map(sealLine).join('\n');
}

function Send({ text, hallName }: { text: string; hallName: string }): ReactNode {
  const area = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    // Plain HTTP has no clipboard: what is selected is copied by hand.
    area.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  const subject = encodeURIComponent(sayRecord('mailSubject', { hall: hallName }));
  const body = encodeURIComponent(`${sayRecord('mailIntro')}\n\n${text}\n`);
  return (
    <section>
      <h2>{sayRecord('sendTitle')}</h2>
      <p>{sayRecord('sendWhy')}</p>
      <textarea
        ref={area}
        className="seal-lines"
        aria-label={sayRecord('sendTitle')}
        readOnly
        rows={Math.min(8, text.split('\n').length + 1)}
        value={text}
      />
      <div className="row">
        <a className="act strong" href={`mailto:?subject=${subject}&body=${body}`}>
          {sayRecord('mail')}
        </a>
        <button type="button" onClick={() => void copy()}>
          {sayRecord('copy')}
        </button>
        <a className="act" href="/api/v1/seals?format=text" download="seals.txt">
          {sayRecord('download')}
        </a>
        <span role="status">{copied ? sayRecord('copied') : ''}</span>
      </div>
    </section>
  );
}

function SealsPage({ connection }: { connection: HallConnection }): ReactNode {
  const hall = hallOf(useHall(connection));
  const read = useRead('GET /seals', { everyMs: 30_000 });
  const [said, setSaid] = useState<{ readonly bad: boolean; readonly text: string } | null>(null);
  if (read.value === null) return <Missing read={read} />;
  const { seals } = read.value;
  const timeZone = hall?.settings.timeZone ?? 'Asia/Ho_Chi_Minh';
  const print = async (seal: SealedDay) => {
    const reply = await api('POST /seals/:sequence/print', { params: { sequence: seal.sequence } });
    setSaid(
      reply.ok
        ? { bad: false, text: sayRecord('printing', { date: formatLocalDate(seal.date) }) }
        : { bad: true, text: sayRefusal(reply.code) },
    );
  };
  if (seals.length === 0) return <p className="empty">{sayRecord('noSeals')}</p>;
  return (
    <>
      <p>{sayRecord('sealsIntro')}</p>
      {read.problem === null ? null : <Missing read={read} />}
      <Send text={linesOf(seals)} hallName={hall?.settings.hallName ?? ''} />
      <h2>{sayRecord('allSeals')}</h2>
      <p role="status" className={said?.bad ? 'bad' : 'good'}>
        {said?.text ?? ''}
      </p>
      <table className="seals">
        <thead>
          <tr>
            <th scope="col">{sayRecord('sealDay')}</th>
            <th scope="col">{sayRecord('sealTickets')}</th>
            <th scope="col">{sayRecord('sealSequence')}</th>
            <th scope="col">{sayRecord('sealCode')}</th>
            <th scope="col">{sayRecord('sealedAt')}</th>
            <th scope="col">{sayRecord('slip')}</th>
          </tr>
        </thead>
        <tbody>
          {seals.map((seal) => (
            <tr key={seal.sequence}>
              <th scope="row">{formatLocalDate(seal.date)}</th>
              <td className="figure">{formatNumber(seal.tickets)}</td>
              <td className="figure">{formatNumber(seal.sequence)}</td>
              <td className="seal-code">{inGroups(seal.hash)}</td>
              <td>{formatDateTime(seal.sealedAt, { timeZone })}</td>
              <td>
                <button type="button" onClick={() => void print(seal)}>
                  {sayRecord('printAgain')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The seals of the days: to be kept elsewhere, sent and printed again. */
export const sealsPage: ManagerPage = {
  path: 'seals',
  menu: 'menuSeals',
  roles: ['supervisor', 'chairman', 'admin'],
  Page: SealsPage,
};

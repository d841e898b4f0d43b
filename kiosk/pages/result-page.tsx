import { useState } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { randomId } from '../../common/client/random-id.ts';
import { waitWords } from '../../common/i18n/wait-words.ts';
import type { Field, PriorityClass, Procedure } from '../../common/protocol/catalogue.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import type { FieldRecord } from '../../common/protocol/views.ts';
import { Glyph } from '../../common/ui/glyphs.tsx';
import { QrCode } from '../../common/ui/qr.tsx';
import { type KioskWords, useWords } from '../kiosk-words.ts';
import { ChosenWords } from '../parts/chosen-words.tsx';
import { Page } from '../parts/page.tsx';
import { Tap } from '../parts/tap.tsx';
import type { Choice } from '../steps.ts';
import type { PrintNews } from '../use-print-news.ts';

interface ResultPageProps {
  readonly connection: HallConnection;
  readonly ticket: Ticket;
  readonly field: FieldRecord | undefined;
  /** The field as it was chosen: where one counter serves several, the ticket may stand in another line. */
  readonly drawn: Field | undefined;
  readonly errand: Choice['errand'];
  readonly procedure: Procedure | undefined;
  readonly priority: PriorityClass | undefined;
  readonly news: PrintNews | undefined;
  readonly secondsLeft: number | null;
  readonly onDone: () => void;
}

/** True when the citizen must not wait for paper: it failed, is late, or none was asked for. */
export function paperIsMissing(ticket: Pick<Ticket, 'print'>, news: PrintNews | undefined): boolean {
  const print = news?.print ?? ticket.print;
  return print === 'failed' || print === 'late' || print === 'none';
}

/** The number. If paper fails, the same page says so, keeps the number and shows its QR. */
export function ResultPage(props: ResultPageProps) {
  const { connection, ticket, field, drawn, priority, news, secondsLeft, onDone } = props;
  const words = useWords();
  const [reprinting, setReprinting] = useState<PrintNews | 'asked' | null>(null);
  const missing = paperIsMissing(ticket, news);
  const counters = (field?.counters ?? []).map((counter) => counter.label).join(', ');
  const paperless = news === undefined && ticket.print === 'none';

  const reprint = () => {
    setReprinting('asked');
    void connection
      .send('ticket:reprint', { ticket: ticket.id }, { commandId: `kiosk-${randomId()}` })
      .then((reply) => {
        if (!reply.ok) setReprinting(null);
      });
  };
  // Newer news than the one the citizen answered by "print again" opens the button again.
  const asked = reprinting === 'asked' && missing;

  return (
    <Page name="result" title={words.kiosk('yourNumber')}>
      <div className="result-number" role="status" data-speak="digits">
        {ticket.number}
      </div>
      <div className="result-facts">
        <p className="result-field" data-speak="words">
          {field === undefined ? '' : words.either(field.field.name, field.field.nameEn)}
        </p>
        <p data-speak="words">
          {counters === '' ? words.kiosk('waitForCall') : words.kiosk('waitAtCounters', { list: counters })}
        </p>
        <p className="result-ahead" data-speak="words">
          {ticket.waitingAhead === 0
            ? words.common('aheadNobody')
            : words.common('aheadOfYou', { n: ticket.waitingAhead })}
          {ticket.estimate === null ? '' : ` · ${estimateWords(ticket.estimate, words)}`}
        </p>
        {drawn === undefined ? null : (
          <ChosenWords
            errand={props.errand}
            purpose={ticket.purpose}
            field={drawn}
            procedure={props.procedure}
          />
        )}
        {ticket.dossierCode === null ? null : (
          <p>{words.kiosk('dossierCode', { code: ticket.dossierCode })}</p>
        )}
        {priority === undefined ? null : (
          <p>{words.kiosk('priorityChosen', { name: words.either(priority.name, priority.nameEn) })}</p>
        )}
        {ticket.estimate === null ? <p data-speak="words">{words.estimate('noCounter')}</p> : null}
      </div>
      {missing ? (
        <div className="result-paper result-missing">
          <QrCode
            value={ticket.trackingUrl}
            title={words.kiosk('scanToFollow')}
            size={300}
            className="result-qr"
          />
          <div>
            {paperless ? null : (
              <p className="result-fault" role="alert">
                <Glyph name="printer-fault" size={64} />
                {words.kiosk(faultWords(news))}
              </p>
            )}
            <p>{words.kiosk('scanToFollow')}</p>
            {paperless ? <p>{words.kiosk('noteNumber')}</p> : null}
            {paperless ? null : (
              <Tap glyph="printer" disabled={asked} onTap={reprint}>
                {asked ? words.kiosk('printing') : words.kiosk('printAgain')}
              </Tap>
            )}
          </div>
        </div>
      ) : (
        <div className="result-paper">
          <p className="result-slot" data-speak="words">
            {words.kiosk('takeTicket')}
          </p>
          <Glyph name="paper-slot" size={180} className="result-arrow" />
          {news?.print === 'unconfirmed' ? <p>{words.kiosk('printUnconfirmed')}</p> : null}
        </div>
      )}
      <div className="result-end">
        <Tap kind="main" onTap={onDone}>
          {words.kiosk('finish')}
        </Tap>
        {secondsLeft === null ? null : <p>{words.kiosk('stillThereCountdown', { n: secondsLeft })}</p>}
      </div>
    </Page>
  );
}

function faultWords(news: PrintNews | undefined) {
  if (news?.reason === 'paper_out') return 'printFailed' as const;
  return news?.print === 'late' ? ('printLate' as const) : ('printerFault' as const);
}

const OVER = {
  overMinutes: 'estimateOverMinutes',
  overHours: 'estimateOverHours',
  overHoursHalf: 'estimateOverHoursHalf',
} as const;

function estimateWords(estimate: { lowMinutes: number; highMinutes: number }, words: KioskWords): string {
  const said = waitWords(estimate);
  if (said.kind !== 'range') return words.common(OVER[said.kind], said);
  const { a, b } = said;
  if (b <= 1) return words.common('estimateSoon');
  return a === b ? words.common('estimateOne', { n: b }) : words.common('estimateRange', { a, b });
}

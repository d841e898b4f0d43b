import type { ReactNode } from 'react';
import { formatDateTime, formatTime, wholeMinutes } from '../common/client/staff-format.ts';
import type { Field, PriorityClass, Procedure } from '../common/protocol/catalogue.ts';
import type { DossierLook, DossierState } from '../common/protocol/dossiers.ts';
import type { FinishOutcome } from '../common/protocol/primitives.ts';
import type { RecordedWork } from '../common/protocol/ticket.ts';
import type { CounterRecord, LineTicketRecord } from '../common/protocol/views.ts';
import { CHOSEN_OUTCOMES, outcomeName } from './outcomes.ts';
import { OUTCOME_KEYS } from './shortcuts.ts';
import { whySentences } from './why.ts';
import { say, sayCommon } from './words.ts';
import { WorkEditor } from './work-editor.tsx';

/** Who is at the counter now, large enough to read aloud from. */
export function PresentPanel({
  own,
  present,
  fields,
  priorities,
  timeZone,
  now,
  procedures,
  announcedInSeconds,
  dossier,
}: {
  own: CounterRecord;
  present: LineTicketRecord | undefined;
  fields: ReadonlyMap<string, Field>;
  priorities: readonly PriorityClass[];
  timeZone: string;
  now: Date;
  procedures: readonly Procedure[];
  /** Until the loudspeaker has read the number; 0: it has. */
  announcedInSeconds: number;
  /** Where its dossier stands; null: not known. */
  dossier: DossierLook | null;
}): ReactNode {
  if (present === undefined)
    return (
      <section className="present empty" aria-live="polite">
        {own.state === 'paused' ? (
          <p>
            {say('paused')}
            {own.pauseReason === null ? null : `: ${own.pauseReason}`}
          </p>
        ) : (
          <p>{say('noPresentTicket')}</p>
        )}
      </section>
    );
  const priorityName = (code: string) => priorities.find((each) => each.code === code)?.name ?? code;
  const since = present.startedAt ?? present.calledAt;
  const procedure = procedures.find((each) => each.code === present.procedure)?.name;
  const field = fields.get(present.field)?.name ?? present.field;
  const reasons =
    present.reason === null ? [] : whySentences(present.reason, { field, priority: priorityName });
  return (
    <section className={`present ${present.state}`} aria-live="polite">
      <span role="img" aria-label={present.number} className="present-number">
        {present.number}
      </span>
      <div className="present-facts">
        <p className="present-state">
          {present.state === 'serving' ? sayCommon('stateServing') : sayCommon('stateCalled')}
          {' · '}
          {since === null
            ? null
            : say(present.startedAt === null ? 'calledAt' : 'startedAt', {
                time: formatTime(since, { timeZone }),
              })}
          {present.startedAt === null
            ? ` · ${say('called', { n: present.callCount })}`
            : ` · ${say('waitingFor', { n: wholeMinutes(now.getTime() - Date.parse(present.startedAt)) })}`}
        </p>
        {present.state === 'called' && announcedInSeconds > 0 ? (
          <p className="second" aria-live="off">
            {say('announcedIn', { n: announcedInSeconds })}
          </p>
        ) : null}
        <p>
          <strong>{field}</strong>
          {present.purpose === 'submit' ? null : ` · ${sayCommon(present.purpose)}`}
        </p>
        {procedure === undefined ? null : <p>{procedure}</p>}
        {present.dossierCode === null ? null : (
          <DossierLine code={present.dossierCode} dossier={dossier} timeZone={timeZone} />
        )}
        {present.priority === null ? null : (
          <p className="priority-mark">
            {sayCommon('priority')}: {priorityName(present.priority)}
          </p>
        )}
        <ul className="why" aria-label={say('whyTitle')}>
          {reasons.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}

const DOSSIER_WORDS = {
  received: 'dossierReceived',
  supplement: 'dossierSupplement',
  ready: 'dossierReady',
  returned: 'dossierReturned',
} as const satisfies Record<DossierState, string>;

/** The dossier that the ticket is about, and where it stands. */
function DossierLine({
  code,
  dossier,
  timeZone,
}: {
  code: string;
  dossier: DossierLook | null;
  timeZone: string;
}): ReactNode {
  return (
    <div className="present-dossier">
      <p>
        {say('dossierCode')}: <strong>{code}</strong>
        {dossier?.state == null ? null : (
          <>
            {' · '}
            {say(DOSSIER_WORDS[dossier.state])}
            {dossier.changedAt === null ? null : ` (${formatDateTime(dossier.changedAt, { timeZone })})`}
          </>
        )}
      </p>
      {dossier === null || dossier.papers.length === 0 ? null : (
        <ul aria-label={say('dossierPapers')}>
          {dossier.papers.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The outcome of the visit and the dossiers done in it. */
PresentPanel.Work = function Work({
  outcome,
  onOutcome,
  ...editor
}: {
  outcome: FinishOutcome;
  onOutcome: (outcome: FinishOutcome) => void;
  field: string;
  procedures: readonly Procedure[];
  work: readonly RecordedWork[];
  onWork: (work: readonly RecordedWork[]) => void;
  onAdd: (procedure: string) => void;
  usual: readonly string[];
}): ReactNode {
  return (
    <div className="visit">
      <fieldset className="outcomes">
        <legend>{say('outcome')}</legend>
        {CHOSEN_OUTCOMES.map((each) => (
          <label key={each} className={each === outcome ? 'chosen' : ''}>
            <input type="radio" name="outcome" checked={each === outcome} onChange={() => onOutcome(each)} />
            {outcomeName(each)} <kbd>{OUTCOME_KEYS[each]}</kbd>
          </label>
        ))}
      </fieldset>
      <WorkEditor {...editor} />
    </div>
  );
};

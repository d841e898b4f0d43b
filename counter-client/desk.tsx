import { type ReactNode, useEffect, useRef, useState } from 'react';
import { secondsToAnnounced } from '../common/client/announced.ts';
import type { HallConnection } from '../common/client/hall-connection.ts';
import { hallOf, recordsOf } from '../common/client/selectors.ts';
import { useHall, useHallNow } from '../common/client/use-hall.ts';
import type { CounterRecord, LineTicketRecord } from '../common/protocol/views.ts';
import { DayPanel } from './day-panel.tsx';
import { type DeskNow, deedsOf } from './desk-deeds.ts';
import { DeskDialog, type DeskQuestion } from './desk-dialog.tsx';
import { DeskHead } from './desk-head.tsx';
import { lineOf } from './line-of.ts';
import { LinePanel } from './line-panel.tsx';
import type { PracticeConnection } from './practice/practice-connection.ts';
import { PresentPanel } from './present-panel.tsx';
import { ScanTray } from './scan-tray.tsx';
import { seekTickets } from './seek-tickets.ts';
import { SHORTCUTS, type ShortcutName } from './shortcuts.ts';
import { UndoLine } from './undo-line.tsx';
import { useActs } from './use-acts.ts';
import { useDeskData } from './use-desk-data.ts';
import { doOrSay, useDeskKeys } from './use-desk-keys.ts';
import { useDossier } from './use-dossier.ts';
import { useVisit } from './use-visit.ts';
import { say, sayCommon } from './words.ts';

function mainLabelOf(own: CounterRecord, present: LineTicketRecord | undefined, waiting: number): string {
  if (own.state === 'paused') return say('resume');
  if (present === undefined) return say('callNextCount', { n: waiting });
  return present.state === 'serving' ? say('finish') : say('start');
}

/** The clerk's desk: the citizen who is here at the left, those who wait at the right. */
export function Desk({
  connection,
  own,
  practice = null,
}: {
  connection: HallConnection;
  own: CounterRecord;
  /** The same connection where it leads to a hall of practice. */
  practice?: PracticeConnection | null;
}): ReactNode {
  const state = useHall(connection);
  const now = useHallNow(connection, 5_000);
  const acts = useActs(connection);
  const { act, tell } = acts;
  const hall = hallOf(state);
  const data = useDeskData(own, state.sequence, hall?.proceduresAt ?? 0, practice);
  const { procedures, usual, day, next } = data;
  const [question, setQuestion] = useState<DeskQuestion | null>(null);
  const tickets = recordsOf(state, 'ticket');
  const fields = new Map(recordsOf(state, 'field').map((each) => [each.field.code, each.field]));
  const present = tickets.find((each) => each.ticketId === own.present?.ticketId);
  const line = lineOf(own, tickets);
  const counter = own.code;
  const timeZone = hall?.settings.timeZone ?? 'Asia/Ho_Chi_Minh';
  const dossier = useDossier(connection, present?.dossierCode ?? null);
  const visit = useVisit(
    present?.ticketId ?? null,
    { procedure: present?.procedure ?? null, dossierCode: present?.dossierCode ?? null },
    dossier?.procedure ?? null,
  );
  const asked = useRef<string | null>(null);
  const ended = useRef<DeskNow['ended']['current']>(null);
  const announcedInSeconds =
    present === undefined ? 0 : secondsToAnnounced(state, { number: present.number, counter }, now);
  const desk: DeskNow = {
    own,
    present,
    visit,
    lastAct: recordsOf(state, 'officer').find((each) => each.counter === counter)?.lastAct ?? null,
    announcedInSeconds,
    isPractice: practice !== null,
    acts,
    asked,
    ended,
    ask: setQuestion,
  };
  const deeds = deedsOf(desk);
  useDeskKeys(desk, usual, question !== null);
  // What was said of a lost line is over once it is back.
  const { status } = state;
  useEffect(() => {
    if (status === 'live') tell(null);
  }, [status, tell]);

  const waiting = line.reserved.length + line.own.length + line.helping.length;
  const here = { counter, present: present?.ticketId ?? null, presentState: present?.state ?? null };
  const button = (name: ShortcutName, label: string, look = 'act') => (
    <button
      type="button"
      className={look}
      disabled={'whyNot' in deeds[name] || acts.busy !== null}
      title={'whyNot' in deeds[name] ? deeds[name].whyNot : undefined}
      onClick={() => doOrSay(desk, name)}
    >
      <span>{label}</span>
      <kbd>{SHORTCUTS[name]}</kbd>
    </button>
  );

  return (
    <main className="desk">
      <section className="desk-left">
        <DeskHead own={own} fields={fields}>
          {button('remark', say('noteShort'), 'quiet')}
          {button('pause', own.state === 'paused' ? say('resume') : say('pause'), 'quiet')}
          <button
            type="button"
            className="quiet"
            disabled={present !== undefined || practice !== null}
            onClick={() => setQuestion({ kind: 'close' })}
          >
            {say('closeCounter')}
          </button>
          <button type="button" className="quiet" onClick={() => setQuestion({ kind: 'scan-test' })}>
            {say('scanTest')}
          </button>
          <button type="button" className="quiet" onClick={() => setQuestion({ kind: 'help' })}>
            {say('shortcuts')} <kbd>{SHORTCUTS.help}</kbd>
          </button>
        </DeskHead>
        <PresentPanel
          own={own}
          present={present}
          fields={fields}
          priorities={hall?.settings.priorities ?? []}
          timeZone={timeZone}
          now={now}
          procedures={procedures}
          announcedInSeconds={announcedInSeconds}
          dossier={dossier}
        />
        <div className="main-row">
          {button('main', mainLabelOf(own, present, waiting), 'main-act')}
          {present?.state === 'serving' ? button('finishAndNext', say('finishAndNext'), 'act strong') : null}
        </div>
        <div className="word-row">
          <p className={`said ${acts.said?.tone ?? ''}`} role="status">
            {acts.busy === null ? (acts.said?.text ?? '') : `${sayCommon('loading')}…`}
          </p>
          <UndoLine
            lastAct={desk.lastAct}
            timeZone={timeZone}
            busy={acts.busy !== null}
            onUndo={() => doOrSay(desk, 'undo')}
          />
        </div>
        <div className="act-row">
          {button('recall', say('recall'))}
          {button('noShow', say('noShow'))}
          {button('park', say('park'))}
          {button('transfer', say('transfer'))}
          {button('callByNumber', say('findNumber'))}
          {button('issueHere', say('issueHere'))}
        </div>
        <ScanTray codes={visit.tray} onDrop={visit.dropCode} />
        {present === undefined ? (
          <DayPanel
            day={day}
            fields={fields}
            onCorrect={(corrected) => setQuestion({ kind: 'correct', visit: corrected })}
          />
        ) : (
          <PresentPanel.Work
            outcome={visit.outcome}
            onOutcome={visit.setOutcome}
            field={present.field}
            procedures={procedures}
            usual={usual}
            work={visit.work}
            onWork={visit.setWork}
            onAdd={visit.add}
          />
        )}
      </section>
      <LinePanel
        line={line}
        next={present === undefined ? next : null}
        fields={fields}
        priorities={hall?.settings.priorities ?? []}
        now={now}
        mayCall={own.state === 'open' && present === undefined && acts.busy === null}
        onCall={(number) =>
          void act('counter:call', { ...here, number }, () => say('calledNumber', { number }))
        }
        onReturn={(ticket) => void act('ticket:return', { ticket }, () => say('returned'))}
      />
      {question === null ? null : (
        <DeskDialog
          question={question}
          own={own}
          state={state}
          present={present}
          procedures={procedures}
          visit={visit}
          act={act}
          seek={practice?.seek ?? seekTickets}
          onClose={() => setQuestion(null)}
        />
      )}
    </main>
  );
}

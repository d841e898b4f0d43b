import { type ReactNode, useEffect, useRef, useState } from 'react';
import { secondsToAnnounced } from '../common/client/announced.ts';
import type { HallConnection } from '../common/client/hall-connection.ts';
import { hallOf, recordsOf } from '../common/client/selectors.ts';
import { useHall, useHallNow } from '../common/client/use-hall.ts';
import type { FinishOutcome } from '../common/protocol/primitives.ts';
import type { Transaction } from '../common/protocol/ticket.ts';
import type { CounterRecord } from '../common/protocol/views.ts';
import { DayPanel } from './day-panel.tsx';
import { DeskDialog, type DeskQuestion } from './desk-dialog.tsx';
import { withDossier } from './dossier-rows.ts';
import { lineOf } from './line-of.ts';
import { LinePanel } from './line-panel.tsx';
import type { PracticeConnection } from './practice/practice-connection.ts';
import { PresentPanel } from './present-panel.tsx';
import { ScanBuffer } from './scanner.ts';
import { SHORTCUTS, type ShortcutName, shortcutOf } from './shortcuts.ts';
import { useActs } from './use-acts.ts';
import { useDeskData } from './use-desk-data.ts';
import { say, sayCommon } from './words.ts';

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
  const { act } = acts;
  const { procedures, day, next } = useDeskData(
    own.code,
    state.sequence,
    hallOf(state)?.proceduresAt ?? 0,
    practice,
  );
  const [question, setQuestion] = useState<DeskQuestion | null>(null);
  const hall = hallOf(state);
  const tickets = recordsOf(state, 'ticket');
  const fields = new Map(recordsOf(state, 'field').map((each) => [each.field.code, each.field]));
  const present = tickets.find((each) => each.ticketId === own.present?.ticketId);
  const line = lineOf(own, tickets);
  const counter = own.code;

  const [outcome, setOutcome] = useState<FinishOutcome>('served');
  const [work, setWork] = useState<readonly Transaction[]>([]);
  // A new citizen at the desk begins with the procedure that was chosen at the kiosk.
  const presentId = present?.ticketId ?? null;
  const drawnProcedure = present?.procedure ?? null;
  const fieldOfPresent = present?.field ?? own.primaryFields[0] ?? '';
  useEffect(() => {
    void presentId;
    setOutcome('served');
    setWork(drawnProcedure === null ? [] : [{ procedure: drawnProcedure, count: 1 }]);
  }, [presentId, drawnProcedure]);

  const waiting = line.reserved.length + line.own.length + line.helping.length;
  const saidCalled = (reply: { ticket?: { number: string } }) =>
    say('calledNumber', { number: reply.ticket?.number ?? '' });
  // What this window saw when the key was pressed: another window may be a step ahead.
  const here = { counter, present: own.present?.ticketId ?? null };
  const serving = present?.state === 'serving';
  const finish = () =>
    act('counter:finish', { ...here, outcome, transactions: [...work] }, () => say('finishedNumber'));
  const callNext = () => act('counter:call-next', here, saidCalled);
  const deeds: Record<ShortcutName, (() => unknown) | null> = {
    help: () => setQuestion({ kind: 'help' }),
    main:
      own.state === 'paused'
        ? () => act('counter:resume', { counter })
        : present === undefined
          ? callNext
          : serving
            ? finish
            : () => act('counter:start', here),
    recall: present?.state === 'called' ? () => act('counter:recall', here, () => say('recalled')) : null,
    noShow:
      present?.state === 'called' ? () => act('counter:no-show', here, () => say('markedAbsent')) : null,
    park: present === undefined ? null : () => setQuestion({ kind: 'park' }),
    transfer: present === undefined ? null : () => setQuestion({ kind: 'transfer' }),
    finishAndNext: serving
      ? () => act('counter:call-next', { ...here, outcome, transactions: [...work] }, saidCalled)
      : null,
    callByNumber:
      own.state === 'open' && present === undefined ? () => setQuestion({ kind: 'by-number' }) : null,
    pause:
      own.state === 'paused'
        ? () => act('counter:resume', { counter })
        : present === undefined
          ? () => setQuestion({ kind: 'pause' })
          : null,
    issueHere: () => setQuestion({ kind: 'issue' }),
    // A remark goes to the leaders: it is never practised.
    remark: practice === null ? () => setQuestion({ kind: 'remark' }) : null,
  };
  const mainLabel =
    own.state === 'paused'
      ? say('resume')
      : present === undefined
        ? say('callNextCount', { n: waiting })
        : serving
          ? say('finish')
          : say('start');

  const live = useRef({ deeds, question, work, fieldOfPresent });
  live.current = { deeds, question, work, fieldOfPresent };
  useEffect(() => {
    const scans = new ScanBuffer();
    const onKey = (event: KeyboardEvent) => {
      const name = shortcutOf(event);
      if (name !== undefined) {
        event.preventDefault();
        if (live.current.question === null) void live.current.deeds[name]?.();
        return;
      }
      const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (inField || live.current.question !== null) return;
      const code = scans.key(event.key, event.timeStamp);
      if (code === null) return;
      // The Enter of a scan must not press the button that happens to have the focus.
      event.preventDefault();
      setWork((rows) => withDossier(rows, code));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const button = (name: ShortcutName, label: string, look = 'act') => (
    <button
      type="button"
      className={look}
      disabled={deeds[name] === null || acts.busy !== null}
      onClick={() => void deeds[name]?.()}
    >
      <span>{label}</span>
      <kbd>{SHORTCUTS[name]}</kbd>
    </button>
  );

  return (
    <main className="desk">
      <section className="desk-left">
        <div className="desk-head">
          <h1>{own.label}</h1>
          <span className="desk-fields">
            {own.primaryFields.map((code) => fields.get(code)?.name ?? code).join(', ')}
          </span>
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
          <button type="button" className="quiet" onClick={() => setQuestion({ kind: 'help' })}>
            {say('shortcuts')} <kbd>{SHORTCUTS.help}</kbd>
          </button>
        </div>
        <PresentPanel
          own={own}
          present={present}
          fields={fields}
          priorities={hall?.settings.priorities ?? []}
          timeZone={hall?.settings.timeZone ?? 'Asia/Ho_Chi_Minh'}
          now={now}
          procedures={procedures}
          announcedInSeconds={
            present === undefined ? 0 : secondsToAnnounced(state, { number: present.number, counter }, now)
          }
        />
        <div className="main-row">
          {button('main', mainLabel, 'main-act')}
          {serving ? button('finishAndNext', say('finishAndNext'), 'act strong') : null}
        </div>
        <p className={`said ${acts.said?.tone ?? ''}`} role="status">
          {acts.busy === null ? (acts.said?.text ?? '') : `${sayCommon('loading')}…`}
        </p>
        <div className="act-row">
          {button('recall', say('recall'))}
          {button('noShow', say('noShow'))}
          {button('park', say('park'))}
          {button('transfer', say('transfer'))}
          {button('callByNumber', say('callByNumber'))}
          {button('issueHere', say('issueHere'))}
        </div>
        {present === undefined ? (
          <DayPanel
            day={day}
            fields={fields}
            onCorrect={(visit) => setQuestion({ kind: 'correct', visit })}
          />
        ) : (
          <PresentPanel.Work
            outcome={outcome}
            onOutcome={setOutcome}
            field={present.field}
            procedures={procedures}
            work={work}
            onWork={setWork}
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
        onCall={(number) => void act('counter:call', { ...here, number }, saidCalled)}
        onReturn={(ticket) => void act('ticket:return', { ticket }, () => say('returned'))}
      />
      {question === null ? null : (
        <DeskDialog
          question={question}
          own={own}
          state={state}
          present={present}
          procedures={procedures}
          work={work}
          act={act}
          onClose={() => setQuestion(null)}
        />
      )}
    </main>
  );
}

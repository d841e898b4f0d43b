import { type ReactNode, useState } from 'react';
import type { ConnectionState } from '../common/client/hall-connection.ts';
import { hallOf, recordsOf } from '../common/client/selectors.ts';
import type { Procedure } from '../common/protocol/catalogue.ts';
import { OUTCOMES } from '../common/protocol/choices.ts';
import type { FinishOutcome } from '../common/protocol/primitives.ts';
import type { RecentVisit } from '../common/protocol/rest/session.ts';
import type { RecordedWork } from '../common/protocol/ticket.ts';
import type { CounterRecord, LineTicketRecord } from '../common/protocol/views.ts';
import { Dialog, ReasonDialog } from './dialog.tsx';
import { FindDialog } from './find-dialog.tsx';
import { MissingDialog } from './missing-dialog.tsx';
import { CHOSEN_OUTCOMES, outcomeName } from './outcomes.ts';
import { RemarkDialog } from './remark-dialog.tsx';
import { ScanTestDialog } from './scan-test-dialog.tsx';
import type { SeekTickets } from './seek-tickets.ts';
import { OUTCOME_KEYS, SHORTCUTS, type ShortcutName, UNDO_KEY } from './shortcuts.ts';
import { TransferDialog } from './transfer-dialog.tsx';
import type { Acts } from './use-acts.ts';
import type { Visit } from './use-visit.ts';
import { withCountsConfirmed } from './visit-work.ts';
import { say, sayCommon } from './words.ts';
import { WorkEditor } from './work-editor.tsx';

/** What the desk is asking just now. */
export type DeskQuestion =
  | {
      readonly kind:
        | 'help'
        | 'park'
        | 'pause'
        | 'transfer'
        | 'by-number'
        | 'issue'
        | 'close'
        | 'remark'
        | 'scan-test';
    }
  | { readonly kind: 'missing'; readonly thenNext: boolean }
  | { readonly kind: 'correct'; readonly visit: RecentVisit };

/** What a question of the desk knows. */
export interface Asked {
  readonly own: CounterRecord;
  readonly state: ConnectionState;
  readonly present: LineTicketRecord | undefined;
  readonly procedures: readonly Procedure[];
  readonly visit: Visit;
  readonly act: Acts['act'];
  readonly seek: SeekTickets;
  readonly onClose: () => void;
}

/** The open question of the desk, if any. */
export function DeskDialog({ question, ...asked }: Asked & { question: DeskQuestion }): ReactNode {
  const { own, state, act, onClose } = asked;
  const counter = own.code;
  const settings = hallOf(state)?.settings;
  switch (question.kind) {
    case 'help':
      return <HelpSheet onClose={onClose} />;
    case 'park':
      return (
        <ReasonDialog
          title={`${say('park')}: ${say('reason').toLowerCase()}`}
          usual={settings?.parkReasons ?? []}
          onClose={onClose}
          onReason={(reason) => {
            onClose();
            void act('counter:park', { counter, present: own.present?.ticketId ?? null, reason }, () =>
              say('parkedDone'),
            );
          }}
        />
      );
    case 'pause':
      return (
        <ReasonDialog
          title={say('pauseReason')}
          usual={settings?.pauseReasons ?? []}
          onClose={onClose}
          onReason={(reason) => {
            onClose();
            void act('counter:pause', { counter, reason });
          }}
        />
      );
    case 'transfer':
      return <TransferDialog {...asked} />;
    case 'by-number':
      return <FindDialog {...asked} />;
    case 'scan-test':
      return <ScanTestDialog onClose={onClose} />;
    case 'missing':
      return <MissingDialog {...asked} thenNext={question.thenNext} />;
    case 'issue':
      return <IssueDialog {...asked} />;
    case 'remark':
      return <RemarkDialog {...asked} work={asked.visit.work} />;
    case 'correct':
      return <CorrectDialog {...asked} corrected={question.visit} />;
    case 'close':
      return (
        <Dialog title={say('closeAsk')} onClose={onClose}>
          <button
            type="button"
            className="main-act"
            onClick={() => {
              onClose();
              void act('counter:close', { counter });
            }}
          >
            {say('closeCounter')}
          </button>
        </Dialog>
      );
  }
}

const KEY_WORDS: Record<ShortcutName, () => string> = {
  main: () => `${say('callNext')} → ${say('start')} → ${say('finish')}`,
  finishAndNext: () => say('finishAndNext'),
  recall: () => say('recall'),
  noShow: () => say('noShow'),
  park: () => say('park'),
  transfer: () => say('transfer'),
  callByNumber: () => say('findNumber'),
  issueHere: () => say('issueHere'),
  pause: () => `${say('pause')} / ${say('resume')}`,
  remark: () => say('noteOnProcedure'),
  help: () => say('shortcuts'),
};

const LETTERS: readonly (readonly [string, () => string])[] = [
  [UNDO_KEY, () => say('undo')],
  ['1–5', () => say('usual')],
  ...CHOSEN_OUTCOMES.map((each) => [OUTCOME_KEYS[each] ?? '', () => outcomeName(each)] as const),
];

function HelpSheet({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Dialog title={say('shortcuts')} onClose={onClose}>
      <dl className="key-list">
        {(Object.keys(KEY_WORDS) as ShortcutName[]).map((name) => (
          <div key={name}>
            <dt>
              <kbd>{SHORTCUTS[name]}</kbd>
            </dt>
            <dd>{KEY_WORDS[name]()}</dd>
          </div>
        ))}
        {LETTERS.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words()}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function IssueDialog({ state, act, onClose }: Asked): ReactNode {
  const priorities = hallOf(state)?.settings.priorities.filter((each) => each.active) ?? [];
  const [priority, setPriority] = useState<string>('');
  return (
    <Dialog title={say('issueHere')} onClose={onClose}>
      <label>
        {sayCommon('priority')}
        <select value={priority} onChange={(event) => setPriority(event.target.value)}>
          <option value="">{sayCommon('ordinary')}</option>
          {priorities.map((each) => (
            <option key={each.code} value={each.code}>
              {each.name}
            </option>
          ))}
        </select>
      </label>
      <h3>{say('chooseField')}</h3>
      <ul className="choices">
        {recordsOf(state, 'field')
          .filter((each) => each.field.active)
          .map((each) => (
            <li key={each.id}>
              <button
                type="button"
                className="choice"
                disabled={!each.issuing.open}
                onClick={() => {
                  onClose();
                  const chosen = priorities.find((one) => one.code === priority);
                  void act(
                    'ticket:issue',
                    {
                      field: each.field.code,
                      ...(chosen === undefined ? {} : { priority: chosen.code, priorityReason: chosen.name }),
                    },
                    (reply) => say('issuedNumber', { number: reply.ticket?.number ?? '' }),
                  );
                }}
              >
                {each.field.name}
              </button>
            </li>
          ))}
      </ul>
    </Dialog>
  );
}

function CorrectDialog({
  state,
  procedures,
  act,
  onClose,
  corrected: visit,
}: Asked & { corrected: RecentVisit }): ReactNode {
  const [field, setField] = useState(visit.field);
  const [outcome, setOutcome] = useState<FinishOutcome>(visit.outcome ?? 'served');
  const [work, setWork] = useState<readonly RecordedWork[]>(withCountsConfirmed(visit.transactions));
  return (
    <Dialog title={say('correctTitle', { number: visit.number })} onClose={onClose}>
      <label>
        {sayCommon('field')}
        <select value={field} onChange={(event) => setField(event.target.value)}>
          {recordsOf(state, 'field').map((each) => (
            <option key={each.id} value={each.field.code}>
              {each.field.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {say('outcome')}
        <select
          value={outcome}
          onChange={(event) => setOutcome(OUTCOMES.find((each) => each === event.target.value) ?? outcome)}
        >
          {CHOSEN_OUTCOMES.map((each) => (
            <option key={each} value={each}>
              {outcomeName(each)}
            </option>
          ))}
        </select>
      </label>
      <WorkEditor procedures={procedures} field={field} work={work} onWork={setWork} />
      <button
        type="button"
        className="main-act"
        onClick={() => {
          onClose();
          void act(
            'ticket:correct',
            {
              ticket: visit.ticketId,
              ...(field === visit.field ? {} : { field }),
              outcome,
              transactions: [...work],
            },
            () => say('corrected'),
          );
        }}
      >
        {sayCommon('save')}
      </button>
    </Dialog>
  );
}

import { useState } from 'react';
import type { PriorityClass, Procedure } from '../../common/protocol/catalogue.ts';
import type { FieldRecord } from '../../common/protocol/views.ts';
import type { IssuingState } from '../issuer.ts';
import { useWords } from '../kiosk-words.ts';
import { Page } from '../parts/page.tsx';
import { Pager } from '../parts/pager.tsx';
import { type PaperFault, PaperNotice } from '../parts/paper-notice.tsx';
import { ProcedureSheet } from '../parts/procedure-sheet.tsx';
import { Tap } from '../parts/tap.tsx';
import { usePaging } from '../use-paging.ts';

interface ChoosePageProps {
  readonly field: FieldRecord;
  readonly purposeName: string;
  readonly procedures: readonly Procedure[];
  readonly procedure: Procedure | undefined;
  readonly priorities: readonly PriorityClass[];
  readonly priority: string | null;
  readonly issuing: IssuingState;
  readonly onProcedure: (code: string | null) => void;
  readonly onPriority: (code: string | null) => void;
  readonly fault: PaperFault;
  /** @param paper false: the number on the screen is enough */
  readonly onDraw: (paper: boolean) => void;
}

/** The last page before the number: "take a number" is always there; procedure and priority are offered beside it. */
export function ChoosePage(props: ChoosePageProps) {
  const words = useWords();
  const { field, procedure, procedures, priorities, issuing } = props;
  const pending = issuing.state === 'pending';
  return (
    <Page
      name="choose"
      title={words.either(field.field.name, field.field.nameEn)}
      lead={`${props.purposeName} · ${
        field.waiting === 0
          ? words.common('nobodyWaiting')
          : words.common('peopleWaiting', { n: field.waiting })
      }`}
    >
      {procedure !== undefined ? (
        <ProcedureSheet procedure={procedure} />
      ) : procedures.length > 0 ? (
        <ProcedureList procedures={procedures} onProcedure={props.onProcedure} />
      ) : (
        <div className="choose-nothing" />
      )}
      <div className="choose-act">
        {priorities.length === 0 ? null : (
          <PriorityChoice priorities={priorities} priority={props.priority} onPriority={props.onPriority} />
        )}
        {issuing.state === 'refused' ? (
          <p className="refusal" role="alert">
            {words.errors(issuing.code === 'offline' ? 'connection_lost' : issuing.code)}
          </p>
        ) : null}
        <PaperNotice fault={props.fault} />
        <Tap kind="main" className="draw" disabled={pending} onTap={() => props.onDraw(props.fault === null)}>
          {pending
            ? words.common('loading')
            : issuing.state === 'refused'
              ? words.common('retry')
              : words.kiosk(takeWords(props))}
        </Tap>
        {props.fault === null ? null : (
          <Tap className="draw-paper" disabled={pending} onTap={() => props.onDraw(true)}>
            {words.kiosk('takeNumberPaper')}
          </Tap>
        )}
      </div>
    </Page>
  );
}

function takeWords({ fault, procedure }: Pick<ChoosePageProps, 'fault' | 'procedure'>) {
  if (fault !== null) return 'takeNumberQr' as const;
  return procedure === undefined ? ('takeNumberNow' as const) : ('takeNumber' as const);
}

const ROW = { minWidth: 700, minHeight: 104, gap: 12, maxColumns: 1 };

function ProcedureList(props: Pick<ChoosePageProps, 'procedures' | 'onProcedure'>) {
  const words = useWords();
  const paging = usePaging(props.procedures, ROW);
  return (
    <section className="procedures" aria-labelledby="procedures-title">
      <h2 id="procedures-title">
        {words.kiosk('chooseProcedure')} <small>({words.common('optional')})</small>
      </h2>
      <div ref={paging.room} className="rows">
        {paging.shown.map((procedure) => (
          <Tap key={procedure.code} className="row" onTap={() => props.onProcedure(procedure.code)}>
            {words.either(procedure.name, procedure.nameEn)}
          </Tap>
        ))}
      </div>
      <Pager paging={paging} />
    </section>
  );
}

/** Classes shown at once; more come page by page behind one button, so that "take a number" never moves. */
const SHOWN_CLASSES = 4;

function PriorityChoice(props: Pick<ChoosePageProps, 'priorities' | 'priority' | 'onPriority'>) {
  const words = useWords();
  const [from, setFrom] = useState(0);
  const { priorities, priority, onPriority } = props;
  const shown = priorities.slice(from, from + SHOWN_CLASSES);
  return (
    <fieldset className="priorities">
      <legend>{words.kiosk('choosePriority')}</legend>
      <Tap className="priority priority-none" pressed={priority === null} onTap={() => onPriority(null)}>
        {words.common('no')}
      </Tap>
      {shown.map((each) => (
        <Tap
          key={each.code}
          className="priority"
          pressed={priority === each.code}
          onTap={() => onPriority(each.code)}
        >
          {words.either(each.name, each.nameEn)}
        </Tap>
      ))}
      {priorities.length <= SHOWN_CLASSES ? null : (
        <Tap
          className="priority"
          onTap={() => setFrom(from + SHOWN_CLASSES < priorities.length ? from + SHOWN_CLASSES : 0)}
        >
          {words.kiosk('morePages')}
        </Tap>
      )}
    </fieldset>
  );
}

import type { PriorityClass, Procedure } from '../../common/protocol/catalogue.ts';
import type { Purpose } from '../../common/protocol/primitives.ts';
import type { FieldRecord } from '../../common/protocol/views.ts';
import type { IssuingState } from '../issuer.ts';
import { useWords } from '../kiosk-words.ts';
import { ChosenWords } from '../parts/chosen-words.tsx';
import { DossierSheet } from '../parts/dossier-sheet.tsx';
import { Page } from '../parts/page.tsx';
import { Pager } from '../parts/pager.tsx';
import { type PaperFault, PaperNotice } from '../parts/paper-notice.tsx';
import { ProcedureSheet } from '../parts/procedure-sheet.tsx';
import { Tap } from '../parts/tap.tsx';
import type { Choice } from '../steps.ts';
import { usePaging } from '../use-paging.ts';

interface ChoosePageProps {
  readonly field: FieldRecord;
  readonly purpose: Purpose;
  readonly errand: Choice['errand'];
  readonly dossier: Choice['dossier'];
  /** That no counter is open for it, or none takes it; null: one is open. */
  readonly unserved: string | null;
  /** An ID card is to be scanned first, since one person draws so many numbers; null: none is, or it was. */
  readonly cardFor: number | null;
  readonly procedures: readonly Procedure[];
  readonly procedure: Procedure | undefined;
  readonly priorities: readonly PriorityClass[];
  readonly priority: string | null;
  readonly issuing: IssuingState;
  readonly onProcedure: (code: string | null) => void;
  readonly onPriority: (code: string | null) => void;
  readonly onAsk: () => void;
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
      title={
        props.errand === null
          ? words.either(field.field.name, field.field.nameEn)
          : words.either(props.errand.name, props.errand.nameEn)
      }
      lead={
        field.waiting === 0
          ? words.common('nobodyWaiting')
          : words.common('peopleWaiting', { n: field.waiting })
      }
    >
      {props.dossier !== null ? (
        <DossierSheet dossier={props.dossier} />
      ) : procedure !== undefined ? (
        <ProcedureSheet procedure={procedure} />
      ) : procedures.length > 0 ? (
        <ProcedureList procedures={procedures} onProcedure={props.onProcedure} />
      ) : (
        <div className="choose-nothing" />
      )}
      <div className="choose-act">
        {priorities.length === 0 ? null : (
          <PriorityQuestion
            priorities={priorities}
            priority={props.priority}
            onPriority={props.onPriority}
            onAsk={props.onAsk}
          />
        )}
        {issuing.state === 'refused' ? (
          <p className="refusal" role="alert">
            {words.errors(issuing.code === 'offline' ? 'connection_lost' : issuing.code)}
          </p>
        ) : null}
        <PaperNotice fault={props.fault} />
        {props.unserved === null ? null : (
          <p className="unserved" role="status" data-speak="words">
            <b>{props.unserved}.</b> {words.kiosk('noCounterAdvice')}
          </p>
        )}
        {props.cardFor === null || issuing.state === 'refused' ? null : (
          <p className="unserved" role="status" data-speak="words">
            {words.kiosk('scanToDraw', { n: props.cardFor })}
          </p>
        )}
        <ChosenWords
          errand={props.errand}
          purpose={props.purpose}
          field={field.field}
          procedure={procedure}
        />
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

function ProcedureList(props: Pick<ChoosePageProps, 'procedures' | 'onProcedure'>) {
  const words = useWords();
  const paging = usePaging(props.procedures);
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

/** Whether the citizen is served first by local policy: a clear no, which is where it begins, and a clear yes. */
function PriorityQuestion(props: Pick<ChoosePageProps, 'priorities' | 'priority' | 'onPriority' | 'onAsk'>) {
  const words = useWords();
  const chosen = props.priorities.find((each) => each.code === props.priority);
  return (
    <fieldset className="priorities">
      <legend>{words.kiosk('priorityQuestion')}</legend>
      <Tap className="priority" pressed={chosen === undefined} onTap={() => props.onPriority(null)}>
        {words.common('no')}
      </Tap>
      <Tap className="priority" pressed={chosen !== undefined} onTap={props.onAsk}>
        {chosen === undefined ? words.common('yes') : words.either(chosen.name, chosen.nameEn)}
      </Tap>
    </fieldset>
  );
}

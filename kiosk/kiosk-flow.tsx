import { useEffect, useMemo } from 'react';
import type { ConnectionState, HallConnection } from '../common/client/hall-connection.ts';
import { recordsOf } from '../common/client/selectors.ts';
import { useHallNow } from '../common/client/use-hall.ts';
import type { Procedure } from '../common/protocol/catalogue.ts';
import type { Purpose } from '../common/protocol/primitives.ts';
import type { FieldRecord } from '../common/protocol/views.ts';
import { useWords } from './kiosk-words.ts';
import { ChoosePage } from './pages/choose-page.tsx';
import { FieldPage } from './pages/field-page.tsx';
import { PriorityPage } from './pages/priority-page.tsx';
import { PurposePage } from './pages/purpose-page.tsx';
import { ResultPage } from './pages/result-page.tsx';
import { SearchPage } from './pages/search-page.tsx';
import type { PaperFault } from './parts/paper-notice.tsx';
import { fieldsFor, type Step, type StepAction } from './steps.ts';
import type { Issuing } from './use-issuing.ts';
import type { PrintNews } from './use-print-news.ts';

interface KioskFlowProps extends Issuing {
  readonly connection: HallConnection;
  readonly state: ConnectionState;
  readonly step: Step;
  readonly act: (action: StepAction) => void;
  readonly procedures: readonly Procedure[];
  readonly offered: ReadonlySet<Purpose>;
  readonly news: ReadonlyMap<string, PrintNews>;
  readonly secondsLeft: number | null;
  readonly fault: PaperFault;
  readonly onDone: () => void;
}

/** The page of the present step. */
export function KioskFlow(props: KioskFlowProps) {
  const { connection, state, step, act, procedures, issuing, draw, reset } = props;
  const words = useWords();
  const now = useHallNow(connection, 30_000);
  const hall = recordsOf(state, 'hall')[0];
  const records = recordsOf(state, 'field');
  const fields = useMemo(
    () => records.map((record) => record.field).filter((field) => field.active),
    [records],
  );
  const timeZone = hall?.settings.timeZone ?? 'Asia/Ho_Chi_Minh';
  const choice = step.page === 'priority' ? step.choice : step;
  const chosen = choice.page === 'choose' ? recordOf(records, choice.field) : undefined;
  const priorities = (hall?.settings.priorities ?? []).filter((each) => each.active);

  // The field went away under the citizen's hand: better the first page than a page about nothing.
  const lost = choice.page === 'choose' && chosen === undefined;
  useEffect(() => {
    if (lost) act({ do: 'start' });
  }, [lost, act]);

  switch (step.page) {
    case 'purpose':
      return (
        <PurposePage
          offered={props.offered}
          fault={props.fault}
          onPurpose={(purpose) => act({ do: 'purpose', purpose, fields })}
          onSearch={() => act({ do: 'search' })}
        />
      );
    case 'search':
      return (
        <SearchPage
          fields={fields}
          procedures={procedures}
          onFound={(field, procedure) => act({ do: 'found', field, procedure })}
        />
      );
    case 'field':
      return (
        <FieldPage
          key={step.purpose}
          title={words.common(step.purpose)}
          fields={records.filter((record) => fieldsFor([record.field], step.purpose).length > 0)}
          timeZone={timeZone}
          now={now}
          onField={(field) => act({ do: 'field', field })}
        />
      );
    case 'choose': {
      if (chosen === undefined) return null;
      // Who collects a result has named no new procedure: the list would only stand in the way.
      const offered =
        step.purpose === 'collect' ? [] : procedures.filter((procedure) => procedure.field === step.field);
      const procedure = procedures.find((each) => each.code === step.procedure);
      return (
        <ChoosePage
          key={`${step.field}/${step.procedure}`}
          field={chosen}
          purpose={step.purpose}
          procedures={offered}
          procedure={procedure}
          priorities={priorities}
          priority={step.priority}
          issuing={issuing}
          onProcedure={(code) => change({ do: 'procedure', procedure: code })}
          onPriority={(code) => change({ do: 'priority', priority: code })}
          onAsk={() => change({ do: 'ask-priority' })}
          fault={props.fault}
          onDraw={(paper) =>
            draw({
              field: step.field,
              purpose: step.purpose,
              procedure: step.procedure,
              priority: step.priority,
              language: words.language,
              ...(paper ? {} : { printer: null }),
            })
          }
        />
      );
    }
    case 'priority':
      return (
        <PriorityPage
          priorities={priorities}
          priority={step.choice.priority}
          onPriority={(code) => change({ do: 'priority', priority: code })}
        />
      );
    case 'result':
      return (
        <ResultPage
          connection={connection}
          ticket={step.ticket}
          field={recordOf(records, step.ticket.field)}
          drawn={recordOf(records, step.ticket.drawnField)?.field}
          procedure={procedures.find((each) => each.code === step.ticket.procedure)}
          priority={priorities.find((each) => each.code === step.ticket.priority)}
          news={props.news.get(step.ticket.id)}
          secondsLeft={props.secondsLeft}
          onDone={props.onDone}
        />
      );
  }

  function change(action: StepAction): void {
    if (issuing.state === 'pending') return;
    reset();
    act(action);
  }
}

function recordOf(records: readonly FieldRecord[], code: string): FieldRecord | undefined {
  return records.find((record) => record.field.code === code);
}

import { useEffect, useMemo } from 'react';
import type { ConnectionState, HallConnection } from '../common/client/hall-connection.ts';
import { recordsOf } from '../common/client/selectors.ts';
import { useHallNow } from '../common/client/use-hall.ts';
import { formatTime } from '../common/i18n/format.ts';
import type { Procedure } from '../common/protocol/catalogue.ts';
import type { ErrandOffer } from '../common/protocol/errands.ts';
import type { Purpose } from '../common/protocol/primitives.ts';
import type { FieldRecord } from '../common/protocol/views.ts';
import { type HallMoment, unservedWords } from './availability.ts';
import { type Found, searchable, usualAt } from './errand-list.ts';
import { guidanceFor } from './guidance.ts';
import { type KioskWords, useWords } from './kiosk-words.ts';
import { ChoosePage } from './pages/choose-page.tsx';
import { ElsewherePage } from './pages/elsewhere-page.tsx';
import { FieldPage } from './pages/field-page.tsx';
import { GroupPage } from './pages/group-page.tsx';
import { HomePage } from './pages/home-page.tsx';
import { PriorityPage } from './pages/priority-page.tsx';
import { ResultPage } from './pages/result-page.tsx';
import { SearchPage } from './pages/search-page.tsx';
import { GuidanceTap } from './parts/guidance-tap.tsx';
import type { PaperFault } from './parts/paper-notice.tsx';
import { fieldsFor, groupsOf, type Step, type StepAction } from './steps.ts';
import type { Issuing } from './use-issuing.ts';
import type { PrintNews } from './use-print-news.ts';

interface KioskFlowProps extends Issuing {
  readonly connection: HallConnection;
  readonly state: ConnectionState;
  readonly step: Step;
  readonly act: (action: StepAction) => void;
  readonly procedures: readonly Procedure[];
  readonly offer: ErrandOffer;
  readonly news: ReadonlyMap<string, PrintNews>;
  /** Number of the ID card that was scanned; null: none was, or nobody counts. */
  readonly card: string | null;
  readonly secondsLeft: number | null;
  readonly fault: PaperFault;
  readonly onDone: () => void;
}

/** The page of the present step. */
export function KioskFlow(props: KioskFlowProps) {
  const { connection, state, step, act, procedures, offer, issuing, draw, reset } = props;
  const words = useWords();
  const now = useHallNow(connection, 30_000);
  const settings = recordsOf(state, 'hall')[0]?.settings;
  const records = recordsOf(state, 'field');
  const fields = useMemo(
    () => records.map((record) => record.field).filter((field) => field.active),
    [records],
  );
  const timeZone = settings?.timeZone ?? 'Asia/Ho_Chi_Minh';
  const hall: HallMoment = { counters: recordsOf(state, 'counter'), timeZone, now };
  const hour = Number(formatTime(now, { timeZone }).slice(0, 2));
  const usual = useMemo(() => usualAt(offer, hour, records), [offer, hour, records]);
  const found = useMemo(() => searchable(offer, procedures, records), [offer, procedures, records]);
  const choice = step.page === 'priority' ? step.choice : step;
  const chosen = choice.page === 'choose' ? recordOf(records, choice.field) : undefined;
  const priorities = (settings?.priorities ?? []).filter((each) => each.active);
  const guide = guidanceFor(offer.guidance, records);
  const guidance = (
    <GuidanceTap
      issuing={issuing}
      open={guide !== undefined}
      onDraw={() => {
        if (guide === undefined) return;
        draw({
          field: guide.field.code,
          purpose: 'ask',
          language: words.language,
          ...(props.fault === null ? {} : { printer: null }),
        });
      }}
    />
  );

  // The field went away under the citizen's hand: better the first page than a page about nothing.
  const lost = choice.page === 'choose' && chosen === undefined;
  useEffect(() => {
    if (lost) act({ do: 'start' });
  }, [lost, act]);

  switch (step.page) {
    case 'home':
      return (
        <HomePage
          errands={usual}
          records={records}
          hall={hall}
          fault={props.fault}
          canCollect={fieldsFor(fields, 'collect').length > 0}
          onErrand={(errand) => change({ do: 'errand', errand })}
          onCollect={() => toList('collect')}
          onOther={() => toList('submit')}
          guidance={guidance}
        />
      );
    case 'search':
      return (
        <SearchPage
          found={found}
          usual={usual.map((errand) => `e/${errand.id}`)}
          records={records}
          hall={hall}
          onFound={take}
          guidance={guidance}
        />
      );
    case 'groups':
      return (
        <GroupPage
          title={listTitle(step.purpose, words)}
          groups={groupsOf(offer.groups, fieldsFor(fields, step.purpose))}
          onGroup={(group) => act({ do: 'group', group, fields })}
        />
      );
    case 'field': {
      const group = offer.groups.find((each) => each.id === step.group);
      return (
        <FieldPage
          key={`${step.purpose}/${step.group}`}
          title={
            group === undefined ? listTitle(step.purpose, words) : words.either(group.name, group.nameEn)
          }
          fields={records.filter(
            ({ field }) =>
              fieldsFor([field], step.purpose).length > 0 &&
              (group === undefined || group.fields.includes(field.code)),
          )}
          hall={hall}
          onField={(field) => act({ do: 'field', field })}
        />
      );
    }
    case 'elsewhere':
      return <ElsewherePage errand={step.errand} guidance={guidance} />;
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
          errand={step.procedure === step.given ? step.errand : null}
          dossier={step.dossier}
          cardFor={
            props.card === null && step.purpose !== 'ask' ? (settings?.numbersPerPerson ?? null) : null
          }
          unserved={unservedWords(chosen, hall.counters, words)}
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
              ...(props.card === null ? {} : { card: props.card }),
              ...(step.dossier === null ? {} : { dossierCode: step.dossier.code }),
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
          errand={step.errand}
          procedure={procedures.find((each) => each.code === step.ticket.procedure)}
          priority={priorities.find((each) => each.code === step.ticket.priority)}
          news={props.news.get(step.ticket.id)}
          secondsLeft={props.secondsLeft}
          onDone={props.onDone}
        />
      );
  }

  function toList(purpose: Purpose): void {
    change({ do: 'purpose', purpose, fields, groups: offer.groups });
  }

  function take(found: Found): void {
    if (found.errand !== null) {
      change({ do: 'errand', errand: found.errand });
      return;
    }
    const field = fields.find((each) => each.code === found.field);
    if (field !== undefined) change({ do: 'found', field, procedure: found.procedure });
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

const listTitle = (purpose: Purpose, words: KioskWords) =>
  purpose === 'submit' ? words.kiosk('anotherErrand') : words.common(purpose);

import { type ReactNode, useState } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { formatLocalDate, formatNumber } from '../../common/client/staff-format.ts';
import { useHall } from '../../common/client/use-hall.ts';
import type { ListedRemark } from '../../common/protocol/rest/record.ts';
import { RemarkBox } from '../../common/ui/remark-box.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { ViewDialog } from '../parts/view-dialog.tsx';
import { periodAround } from '../period.ts';
import { aboutOf } from '../remarks/listed-remark.ts';
import { type RemarkChoice, RemarkFilters } from '../remarks/remark-filters.tsx';
import { RemarkTable } from '../remarks/remark-table.tsx';
import { SettleEditor } from '../remarks/settle-editor.tsx';
import { useNames } from '../reports/use-names.ts';
import { sayRemark } from '../words.ts';

/** A page shows so many; whoever has more narrows the period. */
const MOST = 500;

/** The catalogue that a remark may be about. */
function OwnRemarks(): ReactNode {
  const fields = useRead('GET /fields');
  const procedures = useRead('GET /procedures');
  if (fields.value === null) return <Missing read={fields} />;
  if (procedures.value === null) return <Missing read={procedures} />;
  return <RemarkBox fields={fields.value.fields} procedures={procedures.value.procedures} />;
}

function DraftLinks({ choice, drafted }: { choice: RemarkChoice; drafted: number }): ReactNode {
  if (drafted === 0) return <p className="second">{sayRemark('draftNone')}</p>;
  const path = `/api/v1/reports/difficulties?from=${choice.from}&to=${choice.to}&state=drafted`;
  return (
    <nav className="exports" aria-label={sayRemark('draft')}>
      <a className="act strong" href={`${path}&format=docx`} download>
        {sayRemark('draftWord')}
      </a>
      <a className="act" href={`${path}&format=pdf`} download>
        {sayRemark('draftPdf')}
      </a>
    </nav>
  );
}

function LeaderPage({ today, mayWrite }: { today: string; mayWrite: boolean }): ReactNode {
  const names = useNames();
  const [choice, setChoice] = useState<RemarkChoice>(() => ({
    period: 'quarter',
    ...periodAround(today, 'quarter'),
    procedure: '',
    state: '',
  }));
  const [settling, setSettling] = useState<ListedRemark | null>(null);
  const [writing, setWriting] = useState(false);
  const { from, to, procedure } = choice;
  const read = useRead('GET /remarks', {
    query: { from, to, limit: MOST, ...(procedure === '' ? {} : { procedure }) },
    everyMs: 30_000,
  });
  const all = read.value?.remarks ?? [];
  const count = (state: string) => all.filter((each) => each.state === state).length;
  const shown = all.filter((each) => choice.state === '' || each.state === choice.state);
  return (
    <>
      <div className="title-row">
        <RemarkFilters choice={choice} today={today} names={names} onChoose={setChoice} />
        {mayWrite ? (
          <button type="button" className="act strong" onClick={() => setWriting(true)}>
            {sayRemark('write')}
          </button>
        ) : null}
      </div>
      {read.value === null ? (
        <Missing read={read} />
      ) : (
        <>
          <p className={count('open') > 0 ? 'answer late' : 'answer'} aria-live="polite">
            {all.length === 0
              ? sayRemark('none')
              : sayRemark(count('open') > 0 ? 'summary' : 'summaryCalm', {
                  n: formatNumber(all.length),
                  k: formatNumber(count('open')),
                  m: formatNumber(count('drafted')),
                })}
            <span className="second block">
              {`${formatLocalDate(choice.from)} – ${formatLocalDate(choice.to)}`}
            </span>
          </p>
          {all.length === 0 ? null : <DraftLinks choice={choice} drafted={count('drafted')} />}
          {shown.length === 0 && all.length > 0 ? <p className="empty">{sayRemark('none')}</p> : null}
          {shown.length === 0 ? null : <RemarkTable remarks={shown} names={names} onSettle={setSettling} />}
        </>
      )}
      {settling === null ? null : (
        <SettleEditor
          remark={settling}
          about={aboutOf(settling, names)}
          onSaved={read.again}
          onClose={() => setSettling(null)}
        />
      )}
      {writing ? (
        <ViewDialog
          title={sayRemark('write')}
          onClose={() => {
            setWriting(false);
            read.again();
          }}
        >
          <OwnRemarks />
        </ViewDialog>
      ) : null}
    </>
  );
}

function RemarksPage({ connection }: { connection: HallConnection }): ReactNode {
  const state = useHall(connection);
  const today = hallOf(state)?.localDate ?? '';
  if (state.identity.kind !== 'user' || today === '') return null;
  const { role } = state.identity;
  // A clerk sees the own remarks and no other.
  return role === 'clerk' ? <OwnRemarks /> : <LeaderPage today={today} mayWrite={role !== 'chairman'} />;
}

/** What officials say of procedures: noted by everybody, dealt with by leaders, collected for a report. */
export const remarksPage: ManagerPage = {
  path: 'remarks',
  menu: 'menuRemarks',
  roles: ['clerk', 'supervisor', 'chairman', 'admin'],
  Page: RemarksPage,
};

import { type ReactNode, useState } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import { useHall } from '../../common/client/use-hall.ts';
import type { Role } from '../../common/protocol/primitives.ts';
import type { RosterAnswer } from '../../common/protocol/roster-draft.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { useAddressed } from '../parts/use-addressed.ts';
import { LeavesSection } from '../roster/leaves.tsx';
import '../roster/roster.css';
import { useRead } from '../../common/ui/use-read.ts';
import { MakeRoster } from '../roster/roster-dialogs.tsx';
import { RosterView } from '../roster/roster-view.tsx';
import { say, sayRoster } from '../words.ts';

const STATE_WORDS = {
  draft: 'stateDraft',
  confirmed: 'stateConfirmed',
  withdrawn: 'stateWithdrawn',
} as const;

function RosterPage({ connection }: { connection: HallConnection }): ReactNode {
  const { identity } = useHall(connection);
  const [tab, setTab] = useAddressed('tab', 'roster');
  const role: Role = identity.kind === 'user' ? identity.role : 'clerk';
  const tabs = [
    { id: 'roster', name: sayRoster('tabRoster') },
    { id: 'leaves', name: sayRoster('tabLeaves') },
  ];
  return (
    <Tabs label={say('menuRoster')} tabs={tabs} at={tab} onOpen={setTab}>
      {tab === 'leaves' ? (
        <LeavesSection edits={role === 'supervisor' || role === 'admin'} />
      ) : (
        <Rosters role={role} />
      )}
    </Tabs>
  );
}

function Rosters({ role }: { role: Role }): ReactNode {
  const list = useRead('GET /rosters');
  const [picked, setPicked] = useAddressed('roster', '');
  // The page of the plan sends its reader here, to make a roster of it.
  const [plan] = useState(() => new URLSearchParams(globalThis.location.search).get('plan'));
  const [making, setMaking] = useState(plan !== null);
  if (list.value === null) return <Missing read={list} />;
  const { rosters, today } = list.value;
  const open = rosters.find((each) => each.id === picked) ?? rosters[0];
  const show = (id: string | null) => {
    setPicked(id ?? '');
    list.again();
  };
  const close = () => {
    setMaking(false);
    // Answered once: coming back to this page does not ask again.
    const address = new URL(globalThis.location.href);
    address.searchParams.delete('plan');
    globalThis.history.replaceState(null, '', address);
  };
  return (
    <>
      <div className="roster-acts no-print">
        {open === undefined ? null : (
          <label>
            {sayRoster('choose')}
            <select value={open.id} onChange={(event) => setPicked(event.target.value)}>
              {rosters.map((each) => (
                <option key={each.id} value={each.id}>
                  {sayRoster('item', {
                    from: formatLocalDate(each.from),
                    to: formatLocalDate(each.to),
                    state: sayRoster(STATE_WORDS[each.state]),
                  })}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="button" className="act strong" onClick={() => setMaking(true)}>
          {sayRoster('make')}
        </button>
      </div>
      {open === undefined ? (
        <p className="empty">
          {sayRoster('none')} <a href="/manager/plan">{sayRoster('toPlan')}</a>
        </p>
      ) : (
        <OpenRoster key={open.id} id={open.id} role={role} onList={show} />
      )}
      {making ? <MakeRoster plan={plan} today={today} onMade={show} onClose={close} /> : null}
    </>
  );
}

function OpenRoster({
  id,
  role,
  onList,
}: {
  id: string;
  role: Role;
  onList: (id: string | null) => void;
}): ReactNode {
  const read = useRead('GET /rosters/:id', { params: { id } });
  const [edited, setEdited] = useState<RosterAnswer | null>(null);
  if (read.value === null) return <Missing read={read} />;
  const answer = edited && edited.revision >= read.value.revision ? edited : read.value;
  return (
    <RosterView
      answer={answer}
      role={role}
      onAnswer={setEdited}
      onChanged={(opens) => {
        setEdited(null);
        read.again();
        onList(opens ?? id);
      }}
      onGone={() => onList(null)}
    />
  );
}

/** Named officials on counters by week: from the plan to the live counters. */
export const rosterPage: ManagerPage = {
  path: 'roster',
  menu: 'menuRoster',
  roles: ['admin', 'supervisor', 'chairman'],
  Page: RosterPage,
};

import { type ReactNode, useEffect, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import { useHall } from '../../common/client/use-hall.ts';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import { TARGET_SHARE } from '../../common/protocol/target-share.ts';
import { useRead } from '../../common/ui/use-read.ts';
import type { ManagerPage } from '../page.ts';
import { Missing } from '../parts/states.tsx';
import { presetRange } from '../plan/plan-question.ts';
import { readWorkspace, writeWorkspace } from '../what-if/keep.ts';
import { desksOf, desksOfPlan, scenarioOf, type Workspace } from '../what-if/scenario.ts';
import { Workbench } from '../what-if/workbench.tsx';
import { sayPlan } from '../words.ts';

const KEY = 'motcua.what-if';

interface PresentCounter {
  readonly primaryFields: readonly string[];
  readonly helpingFields: readonly string[];
  readonly active: boolean;
}

/** On this device, and in the address, so that it can be sent. */
function keep(workspace: Workspace): void {
  const text = writeWorkspace(workspace);
  globalThis.localStorage.setItem(KEY, text);
  globalThis.history.replaceState(null, '', `/manager/what-if#${text}`);
}

/** The present counters, and beside them the groups of a plan where one is asked for. */
function beginning(
  counters: readonly PresentCounter[],
  plan: StaffingPlan | null,
  range: { from: string; to: string },
): Workspace {
  const present = scenarioOf(sayPlan('scenarioPresent'), desksOf(counters));
  const planned = plan === null ? [] : [scenarioOf(sayPlan('scenarioPlan'), desksOfPlan(plan))];
  return {
    from: plan?.from ?? range.from,
    to: plan?.to ?? range.to,
    sharePercent: Math.round((plan?.target.share ?? TARGET_SHARE) * 100),
    minutes: plan?.target.minutes ?? 15,
    scenarios: [present, ...planned],
    at: planned.length,
  };
}

function WhatIfPage({ connection }: { connection: HallConnection }): ReactNode {
  const hall = hallOf(useHall(connection));
  const today = hall?.localDate || new Date().toISOString().slice(0, 10);
  const given = new URLSearchParams(globalThis.location.search).get('plan');
  const counters = useRead('GET /counters');
  const fields = useRead('GET /fields');
  const plans = useRead('GET /staffing/plans');
  const [start, setStart] = useState<Workspace | null>(null);
  const [round, setRound] = useState(0);
  const known = counters.value?.counters;
  useEffect(() => {
    if (known === undefined || start !== null) return;
    let wanted = true;
    const open = async () => {
      const linked = readWorkspace(globalThis.location.hash.slice(1));
      const kept = given === null ? readWorkspace(globalThis.localStorage.getItem(KEY) ?? '') : null;
      const read =
        linked === null && given !== null
          ? await api('GET /staffing/plans/:id', { params: { id: given } })
          : null;
      const range = presetRange('weeks-12', today) ?? { from: today, to: today };
      if (wanted) setStart(linked ?? kept ?? beginning(known, read?.ok ? read.value.plan : null, range));
    };
    void open();
    return () => {
      wanted = false;
    };
  }, [known, given, today, start]);
  const startOver = async (planId: string) => {
    const read = planId === '' ? null : await api('GET /staffing/plans/:id', { params: { id: planId } });
    const range = start ?? { from: today, to: today };
    setStart(beginning(known ?? [], read?.ok ? read.value.plan : null, range));
    setRound((before) => before + 1);
  };
  if (counters.value === null) return <Missing read={counters} />;
  if (fields.value === null) return <Missing read={fields} />;
  if (start === null) return <Missing read={plans} />;
  return (
    <Workbench
      key={round}
      start={start}
      today={today}
      names={new Map(fields.value.fields.map((each) => [each.code, each.name]))}
      plans={(plans.value?.plans ?? []).filter((each) => each.state === 'done')}
      onStartOver={(planId) => void startOver(planId)}
      onKeep={keep}
    />
  );
}

/** Arrangements tried on paper, side by side, by the same simulated citizens. */
export const whatIfPage: ManagerPage = {
  path: 'what-if',
  menu: 'menuWhatIf',
  roles: ['supervisor', 'chairman', 'admin'],
  Page: WhatIfPage,
};

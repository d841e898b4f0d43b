import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { formatShare } from '../../common/client/staff-format.ts';
import type { PlanRun } from '../../common/protocol/plan.ts';
import { sayPlan, sayRefusal } from '../words.ts';

const STEPS: Readonly<
  Record<string, 'stepDemand' | 'stepAlone' | 'stepGroups' | 'stepVerify' | 'stepCases'>
> = {
  demand: 'stepDemand',
  alone: 'stepAlone',
  groups: 'stepGroups',
  verify: 'stepVerify',
  cases: 'stepCases',
};

/** How far a plan has come, in words. */
function progressWords({ state, progress }: Pick<PlanRun, 'state' | 'progress'>): string {
  if (state === 'queued') return sayPlan('queued');
  const step = progress === null ? undefined : STEPS[progress.step];
  if (progress === null || step === undefined) return sayPlan('starting');
  return sayPlan('running', {
    step: sayPlan(step),
    p: formatShare(Math.floor((progress.done / progress.total) * 100) / 100),
  });
}

/** A plan under way: how far it is, and how to stop it. */
export function PlanProgress({ run, onChanged }: { run: PlanRun; onChanged: () => void }): ReactNode {
  const [problem, setProblem] = useState<string | null>(null);
  const cancel = async () => {
    const answer = await api('DELETE /staffing/plans/:id', { params: { id: run.id } });
    setProblem(answer.ok ? null : sayRefusal(answer.code));
    onChanged();
  };
  const words = progressWords(run);
  return (
    <section className="card-section no-print" aria-label={words}>
      <p role="status" className="progress-words">
        {words}
      </p>
      <progress
        aria-label={words}
        max={run.progress?.total ?? 100}
        {...(run.progress === null ? {} : { value: run.progress.done })}
      />
      <div className="inline">
        <p className="second">{sayPlan('leaveOpen')}</p>
        <button type="button" className="act" onClick={() => void cancel()}>
          {sayPlan('cancel')}
        </button>
      </div>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

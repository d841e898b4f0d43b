import type { ReactNode } from 'react';
import { formatLocalDate, formatNumber, formatShare } from '../../common/client/staff-format.ts';
import type { PlanStanding } from '../../common/protocol/month.ts';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import { say, sayPlan } from '../words.ts';
import { CsvButton } from './csv-button.tsx';
import { DemandBand } from './demand-band.tsx';
import { AlternativeTable, QualificationTable } from './division-tables.tsx';
import { FieldTable } from './field-table.tsx';
import { ForecastProof } from './forecast-proof.tsx';
import { FormulasPanel } from './formulas-panel.tsx';
import { CaseTable, GroupTable } from './group-table.tsx';
import { PlanPicture } from './plan-picture.tsx';
import type { AskedRequest } from './plan-question.ts';
import {
  caseTable,
  fieldTable,
  forecastTable,
  groupTable,
  type PlanTable,
  slotTable,
} from './plan-tables.ts';
import { chairmanSentence } from './plan-view.ts';
import { PromiseWeeks } from './promise-weeks.tsx';
import { reasonText } from './reason-text.ts';
import { Standing, standingLook } from './standing.tsx';
import { PlanDoubts, TermRisk, TwinTable } from './term-promise.tsx';
import { Why } from './why.tsx';

const FILES: readonly (readonly [
  file: string,
  word: Parameters<typeof sayPlan>[0],
  (plan: StaffingPlan) => PlanTable,
])[] = [
  ['linh-vuc', 'csvFields', fieldTable],
  ['nhom', 'csvGroups', groupTable],
  ['nua-gio', 'csvSlots', slotTable],
  ['tinh-huong', 'csvCases', caseTable],
  ['du-bao', 'csvForecast', forecastTable],
];

/** A finished plan: the sentence, the figures, the picture, the tables, what it rests on. */
export function PlanResult({
  id,
  plan,
  request,
  standing,
  onAsked,
}: {
  id: string;
  plan: StaffingPlan;
  request: AskedRequest;
  standing: PlanStanding | null;
  /** Told the id of a plan that was asked for from here. */
  onAsked: (id: string) => void;
}): ReactNode {
  const { saved } = plan;
  const nameOf = (code: string) => plan.fields.find((field) => field.code === code)?.name ?? code;
  return (
    <>
      <PlanDoubts plan={plan} />
      <p className={`answer ${standingLook(standing)}`}>
        {chairmanSentence(plan)}
        {plan.cap?.met === false ? (
          <span className="block">
            {sayPlan('capMissed', { asked: plan.cap.asked, needed: plan.cap.needed })}
          </span>
        ) : null}
      </p>
      {standing === null ? null : <Standing standing={standing} nameOf={nameOf} />}
      <div className="plan-figures">
        <div>
          <p className="second">{sayPlan('figureAlone')}</p>
          <p className="big">{sayPlan('officials', { n: plan.officialsAlone })}</p>
        </div>
        <span aria-hidden="true">→</span>
        <div className="chosen">
          <p className="second">{sayPlan('figurePlanned')}</p>
          <p className="big">{sayPlan('officials', { n: plan.officials })}</p>
        </div>
        <span aria-hidden="true">=</span>
        <div>
          <p className="second">{sayPlan('figureSaved')}</p>
          <p className="big">
            {sayPlan('officials', { n: saved.officials })}
            <span className="second block">{sayPlan('interval', { low: saved.low, high: saved.high })}</span>
          </p>
        </div>
        <Why
          name={sayPlan('whyPlan', { n: plan.officials })}
          label={sayPlan('whyPlan', { n: plan.officials })}
          title={sayPlan('whyPlan', { n: plan.officials })}
          reasons={[...plan.reasons, ...plan.groups.flatMap((group) => group.reasons.slice(0, 1))]}
        />
      </div>
      <p className="second">
        {sayPlan('basis', {
          t: formatNumber(plan.tickets),
          d: plan.recordedDays,
          from: formatLocalDate(plan.from),
          to: formatLocalDate(plan.to),
          s: plan.simulatedDays,
          p: formatShare(plan.target.share),
          m: plan.target.minutes,
        })}
      </p>
      <nav className="exports no-print" aria-label={sayPlan('nextSteps')}>
        <a className="act strong" href={`/manager/what-if?plan=${id}`}>
          {sayPlan('tryOut')}
        </a>
        <a className="act strong" href={`/manager/roster?plan=${id}`}>
          {sayPlan('roster')}
        </a>
        <button type="button" className="act" onClick={() => globalThis.print()}>
          {say('print')}
        </button>
        {FILES.map(([file, word, table]) => (
          <CsvButton
            key={file}
            label={sayPlan(word)}
            file={`phuong-an-${plan.from}-${plan.to}-${file}.csv`}
            table={() => table(plan)}
          />
        ))}
      </nav>
      <PlanPicture plan={plan} />
      {plan.warnings.length === 0 ? null : (
        <section className="trust" aria-label={sayPlan('warnings')}>
          <h2>{sayPlan('warnings')}</h2>
          <ul className="reasons">
            {plan.warnings.map((warning) => (
              <li key={warning.code}>{reasonText(warning)}</li>
            ))}
          </ul>
        </section>
      )}
      <PromiseWeeks id={id} plan={plan} />
      <TermRisk plan={plan} />
      <FieldTable plan={plan} />
      <TwinTable plan={plan} />
      <GroupTable plan={plan} />
      <AlternativeTable plan={plan} />
      <QualificationTable plan={plan} request={request} onAsked={onAsked} />
      <CaseTable plan={plan} />
      <DemandBand plan={plan} />
      <ForecastProof plan={plan} />
      <FormulasPanel plan={plan} />
    </>
  );
}

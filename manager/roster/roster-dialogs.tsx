import { type ReactNode, useState } from 'react';
import { type ApiResult, api } from '../../common/client/api.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import type { RosterAnswer, RosterChange, RosterDifference } from '../../common/protocol/roster-draft.ts';
import { ROSTER_SPANS } from '../../common/protocol/roster-draft.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import { Editor } from '../parts/editor.tsx';
import { NumberInput } from '../parts/inputs.tsx';
import { Missing } from '../parts/states.tsx';
import { sayRefusal, sayRoster } from '../words.ts';
import { namesOf, sayClock, sayDay, sayRosterRefusal, saySession, sentenceOf } from './roster-words.ts';
import type { ChosenTurn } from './week-table.tsx';

/** What a new roster is made of. */
export function MakeRoster({
  plan: asked,
  today,
  onMade,
  onClose,
}: {
  plan: string | null;
  today: string;
  onMade: (id: string) => void;
  onClose: () => void;
}): ReactNode {
  const read = useRead('GET /staffing/plans');
  if (read.value === null) return <Missing read={read} />;
  const plans = read.value.plans.filter((plan) => plan.state === 'done');
  return (
    <Editor
      title={sayRoster('makeTitle')}
      onClose={onClose}
      onSave={async (given) => {
        if (plans.length === 0) return sayRoster('plansNone');
        const answer = await api('POST /rosters', {
          body: {
            plan: given.text('plan'),
            from: given.dateOrNull('from') ?? today,
            weeks: given.number('weeks'),
            cap: given.numberOrNull('cap'),
            termWeeks: given.number('termWeeks'),
            rotateAtMost: given.number('rotateAtMost'),
          },
        });
        if (!answer.ok) return sayRefusal(answer.code);
        onMade(answer.value.id);
        return null;
      }}
    >
      {plans.length === 0 ? (
        <p className="whole problem">{sayRoster('plansNone')}</p>
      ) : (
        <label className="whole">
          {sayRoster('plan')}
          <select name="plan" defaultValue={plans.find((plan) => plan.id === asked)?.id ?? plans[0]?.id}>
            {plans.map((plan) => (
              <option key={plan.id} value={plan.id}>
                {sayRoster('planItem', {
                  from: formatLocalDate(plan.request.from),
                  to: formatLocalDate(plan.request.to),
                  n: Math.round(plan.request.target.share * 100),
                  minutes: plan.request.target.minutes,
                })}
              </option>
            ))}
          </select>
        </label>
      )}
      <DayInput label={sayRoster('from')} name="from" value={today} required />
      <NumberInput label={sayRoster('weeks')} name="weeks" value={2} min={1} max={8} />
      <NumberInput label={sayRoster('cap')} name="cap" value={null} min={1} max={1000} required={false} />
      <NumberInput label={sayRoster('termWeeks')} name="termWeeks" value={52} min={1} max={260} />
      <NumberInput label={sayRoster('rotateAtMost')} name="rotateAtMost" value={2} min={0} max={20} />
    </Editor>
  );
}

const SPANS = [
  ['session', 'spanSession'],
  ['day', 'spanDay'],
  ['week', 'spanWeek'],
  ['rest', 'spanRest'],
] as const;

/** Changes who sits at a place. @param onEdit sends the change and answers what was refused */
export function MoveDialog({
  answer,
  chosen,
  onEdit,
  onClose,
}: {
  answer: RosterAnswer;
  chosen: ChosenTurn;
  onEdit: (edit: RosterChange) => Promise<string | null>;
  onClose: () => void;
}): ReactNode {
  const { turn, session, date } = chosen;
  const place = answer.roster.places[turn.place];
  const names = namesOf(answer);
  const trained = (fields: readonly string[]) =>
    place?.fields.every((code) => fields.includes(code)) === true;
  const people = [...answer.officers].sort(
    (a, b) =>
      Number(trained(b.qualifiedFields)) - Number(trained(a.qualifiedFields)) ||
      a.name.localeCompare(b.name, 'vi'),
  );
  const at = { date, session: session.fromMinute, place: turn.place };
  return (
    <Editor
      title={sayRoster('moveTitle', {
        counter: place?.label ?? '',
        session: saySession(session).toLowerCase(),
        date: sayDay(date),
      })}
      onClose={onClose}
      onSave={(given) => {
        const span = given.oneOf('span', ROSTER_SPANS);
        if (given.isTicked('unpin')) return onEdit({ ...at, act: 'pin', pinned: false, span });
        return onEdit({ ...at, act: 'seat', officer: given.text('officer') || null, span });
      }}
    >
      <p className="whole">
        {names.fields(turn.primaryFields)}
        <span className="second block">{sentenceOf(turn.reason)}</span>
      </p>
      <label className="whole">
        {sayRoster('moveTo')}
        <select name="officer" defaultValue={turn.officer ?? ''}>
          <option value="">{sayRoster('moveEmpty')}</option>
          {people.map((person) => (
            <option key={person.username} value={person.username} disabled={!trained(person.qualifiedFields)}>
              {person.username === turn.officer
                ? sayRoster('moveNow', { name: person.name })
                : trained(person.qualifiedFields)
                  ? person.name
                  : sayRoster('moveUntrained', { name: person.name })}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="whole">
        <legend>{sayRoster('span')}</legend>
        {SPANS.map(([value, key]) => (
          <label key={value} className="tick">
            <input type="radio" name="span" value={value} defaultChecked={value === 'day'} />
            {sayRoster(key)}
          </label>
        ))}
      </fieldset>
      {turn.pinned ? (
        <label className="tick whole">
          <input type="checkbox" name="unpin" />
          {sayRoster('unpin')}
          <span className="second">{sayRoster('unpinHint')}</span>
        </label>
      ) : null}
    </Editor>
  );
}

/** What setting the counters would change, before it is done. */
export function ApplyDialog({
  answer,
  onApplied,
  onClose,
}: {
  answer: RosterAnswer;
  onApplied: () => void;
  onClose: () => void;
}): ReactNode {
  const [session, setSession] = useState<number | null>(null);
  const read = useRead('GET /rosters/:id/difference', {
    params: { id: answer.id },
    query: session === null ? {} : { session },
  });
  const names = namesOf(answer);
  const apply = async (): Promise<string | null> => {
    if (read.value === null) return read.problem;
    const done: ApiResult<unknown> = await api('POST /rosters/:code/apply', {
      params: { code: answer.id },
      body: {
        date: read.value.date,
        session: read.value.session,
        shown: read.value.counters.map((each) => each.before),
      },
    });
    if (!done.ok) {
      read.again();
      return sayRosterRefusal(done);
    }
    onApplied();
    return null;
  };
  const say = (fields: RosterDifference['counters'][number]['before']) =>
    [
      names.fields(fields.primaryFields),
      ...(fields.helpingFields.length === 0
        ? []
        : [sayRoster('helps', { fields: names.fields(fields.helpingFields) })]),
    ].join('. ');
  const { value } = read;
  return (
    <Editor title={sayRoster('applyTitle')} save={sayRoster('applyDo')} onSave={apply} onClose={onClose}>
      {value === null ? (
        <div className="whole">
          <Missing read={read} />
        </div>
      ) : (
        <>
          <label className="whole">
            {sayRoster('applySession')}
            <select value={value.session} onChange={(event) => setSession(Number(event.target.value))}>
              {value.sessions.map((each) => (
                <option key={each.fromMinute} value={each.fromMinute}>
                  {`${saySession(each)} ${sayClock(each.fromMinute)}–${sayClock(each.toMinute)}`}
                </option>
              ))}
            </select>
          </label>
          <p className="whole second">
            {sayRoster(value.counters.some((each) => each.changes) ? 'applyHint' : 'applyNothing')}
          </p>
          {value.unserved.length === 0 ? null : (
            <p className="whole problem" role="alert">
              {sayRoster('applyUnserved', { fields: names.fields(value.unserved) })}
            </p>
          )}
          <table className="whole">
            <thead>
              <tr>
                <th>{sayRoster('counter')}</th>
                <th>{sayRoster('officer')}</th>
                <th>{sayRoster('applyNow')}</th>
                <th>{sayRoster('applyThen')}</th>
              </tr>
            </thead>
            <tbody>
              {value.counters.map((each) => (
                <tr key={each.counter}>
                  <td>{each.label}</td>
                  <td>{each.officer === null ? sayRoster('nobody') : names.person(each.officer)}</td>
                  <td>{say(each.before)}</td>
                  <td>
                    {each.changes ? <strong>{say(each.after)}</strong> : sayRoster('applySame')}
                    {each.serving === null ? null : (
                      <span className="second block">
                        {sayRoster('applyKeeps', { number: each.serving })}
                      </span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Editor>
  );
}

import { type ReactNode, useState } from 'react';
import { type ApiResult, api } from '../../common/client/api.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import type { Role } from '../../common/protocol/primitives.ts';
import type { RosterAnswer, RosterChange, RosterProblem } from '../../common/protocol/roster-draft.ts';
import { Confirmed } from '../parts/states.tsx';
import { sayRoster } from '../words.ts';
import { ApplyDialog, MoveDialog } from './roster-dialogs.tsx';
import { sayRosterRefusal, sentenceOf } from './roster-words.ts';
import { Rotations } from './rotations.tsx';
import { type ChosenTurn, CounterWeek, OfficerWeek } from './week-table.tsx';

const FORMATS = ['xlsx', 'docx', 'pdf'] as const;
const SEVERITY_WORDS = { gap: 'severityGap', short: 'severityShort', note: 'severityNote' } as const;

/** Days of a roster by weeks from Monday to Sunday. */
function weeksOf(answer: RosterAnswer): RosterAnswer['roster']['days'][] {
  const weeks = new Map<string, RosterAnswer['roster']['days'][number][]>();
  for (const day of answer.roster.days) {
    const atMs = Date.parse(`${day.date}T00:00:00Z`);
    const weekday = new Date(atMs).getUTCDay() || 7;
    const monday = new Date(atMs - (weekday - 1) * 86_400_000).toISOString().slice(0, 10);
    weeks.set(monday, [...(weeks.get(monday) ?? []), day]);
  }
  return [...weeks.values()];
}

/** One roster: its answer in a sentence, what is missing, the week, and what can be done with it. */
export function RosterView({
  answer,
  role,
  onAnswer,
  onChanged,
  onGone,
}: {
  answer: RosterAnswer;
  role: Role;
  onAnswer: (answer: RosterAnswer) => void;
  /** Something outside the draft changed: read again. @param opens another roster to show */
  onChanged: (opens?: string) => void;
  onGone: () => void;
}): ReactNode {
  const [week, setWeek] = useState(0);
  const [view, setView] = useState<'counter' | 'officer'>('counter');
  const [chosen, setChosen] = useState<ChosenTurn | null>(null);
  const [applying, setApplying] = useState(false);
  const [told, setTold] = useState<{ readonly good: boolean; readonly text: string } | null>(null);
  const leads = role === 'supervisor' || role === 'admin';
  const edits = leads && answer.state === 'draft';
  const weeks = weeksOf(answer);
  const days = weeks[Math.min(week, weeks.length - 1)] ?? [];
  const { problems } = answer.roster;
  const params = { id: answer.id };
  const span = { from: formatLocalDate(answer.from), to: formatLocalDate(answer.to) };

  const edit = async (change: RosterChange): Promise<string | null> => {
    const body = { revision: answer.revision, ...change };
    const done = await api('POST /rosters/:id/edit', { params, body });
    if (!done.ok) {
      if (done.code === 'conflict') onChanged();
      return sayRosterRefusal(done);
    }
    onAnswer(done.value);
    const { skipped } = done.value;
    setTold(skipped === 0 ? null : { good: false, text: sayRoster('skipped', { n: skipped }) });
    return null;
  };
  const editNow = async (change: RosterChange) => {
    const wrong = await edit(change);
    if (wrong !== null) setTold({ good: false, text: wrong });
  };
  const act = async (sent: Promise<ApiResult<unknown>>, done: () => void) => {
    const answered = await sent;
    if (!answered.ok) {
      setTold({ good: false, text: sayRosterRefusal(answered) });
      return;
    }
    done();
  };
  const undoApply = async () => {
    const now = await api('GET /rosters/:id/difference', { params });
    if (!now.ok || now.value.applied === null) return onChanged();
    const code = now.value.applied.id;
    await act(api('POST /rosters/applications/:code/undo', { params: { code } }), () =>
      setTold({ good: true, text: sayRoster('undone') }),
    );
  };
  const copy = async () => {
    const made = await api('POST /rosters/:id/copy', { params });
    if (made.ok) onChanged(made.value.id);
    else setTold({ good: false, text: sayRosterRefusal(made) });
  };
  return (
    <>
      <Sentence answer={answer} />
      <p className="second">
        {sayRoster('madeBy', { name: answer.madeBy })}{' '}
        {answer.confirmedBy === null ? null : sayRoster('confirmedBy', { name: answer.confirmedBy })}
      </p>
      <div className="roster-acts no-print">
        {edits ? (
          <>
            <button
              type="button"
              className="act"
              disabled={!answer.canUndo}
              onClick={() => void editNow({ act: 'undo' })}
            >
              {sayRoster('undo')}
            </button>
            <button type="button" className="act" onClick={() => void editNow({ act: 'again' })}>
              {sayRoster('again')}
            </button>
          </>
        ) : null}
        {answer.state === 'draft' ? (
          <button
            type="button"
            className="act strong"
            onClick={() => {
              if (globalThis.confirm(sayRoster('confirmAsk', span)))
                void act(
                  api('POST /rosters/:id/confirm', { params, body: { revision: answer.revision } }),
                  () => {
                    setTold({ good: true, text: sayRoster('confirmed') });
                    onChanged();
                  },
                );
            }}
          >
            {sayRoster('confirm')}
          </button>
        ) : null}
        {answer.state === 'confirmed' && leads ? (
          <>
            <button type="button" className="act strong" onClick={() => setApplying(true)}>
              {sayRoster('apply')}
            </button>
            <button type="button" className="act" onClick={() => void undoApply()}>
              {sayRoster('undoApply')}
            </button>
          </>
        ) : null}
        {leads && answer.state !== 'draft' ? (
          <button type="button" className="act" onClick={() => void copy()}>
            {sayRoster('copy')}
          </button>
        ) : null}
        {answer.state === 'confirmed' ? (
          <Confirmed
            label={sayRoster('withdraw')}
            question={sayRoster('withdrawAsk')}
            onYes={() => void act(api('POST /rosters/:id/withdraw', { params }), () => onChanged())}
          />
        ) : null}
        {edits ? (
          <Confirmed
            label={sayRoster('remove')}
            question={sayRoster('removeAsk')}
            onYes={() => void act(api('DELETE /rosters/:id', { params }), onGone)}
          />
        ) : null}
      </div>
      <p role="status" className={told === null ? 'undo' : told.good ? 'good' : 'problem'}>
        {told?.text}
      </p>
      <Problems problems={problems} />
      <div className="roster-acts no-print">
        <button type="button" className="quiet" disabled={week === 0} onClick={() => setWeek(week - 1)}>
          {sayRoster('weekBefore')}
        </button>
        <strong>{sayRoster('week', { date: formatLocalDate(days[0]?.date ?? answer.from) })}</strong>
        <button
          type="button"
          className="quiet"
          disabled={week >= weeks.length - 1}
          onClick={() => setWeek(week + 1)}
        >
          {sayRoster('weekAfter')}
        </button>
        {(['counter', 'officer'] as const).map((each) => (
          <button
            key={each}
            type="button"
            className="act"
            aria-pressed={view === each}
            onClick={() => setView(each)}
          >
            {sayRoster(each === 'counter' ? 'byCounter' : 'byOfficer')}
          </button>
        ))}
        <nav className="exports" aria-label={sayRoster('files')}>
          {FORMATS.map((format) => (
            <a key={format} className="act" href={`/api/v1/rosters/${answer.id}/document/${format}`} download>
              {format.toUpperCase()}
            </a>
          ))}
          <button type="button" className="act" onClick={() => globalThis.print()}>
            {sayRoster('print')}
          </button>
        </nav>
      </div>
      <div className="wide">
        {view === 'counter' ? (
          <CounterWeek
            answer={answer}
            days={days}
            edits={edits}
            onChoose={setChosen}
            onDrop={({ date, session, turn }, officer) =>
              void editNow({
                act: 'seat',
                date,
                session: session.fromMinute,
                place: turn.place,
                officer,
                span: 'session',
              })
            }
          />
        ) : (
          <OfficerWeek answer={answer} days={days} />
        )}
      </div>
      <Rotations
        answer={answer}
        edits={leads}
        onChanged={(text) => {
          setTold({ good: true, text });
          onChanged();
        }}
      />
      {chosen === null ? null : (
        <MoveDialog answer={answer} chosen={chosen} onEdit={edit} onClose={() => setChosen(null)} />
      )}
      {applying ? (
        <ApplyDialog
          answer={answer}
          onApplied={() => setTold({ good: true, text: sayRoster('applied') })}
          onClose={() => setApplying(false)}
        />
      ) : null}
    </>
  );
}

function Sentence({ answer }: { answer: RosterAnswer }): ReactNode {
  const of = (severity: RosterProblem['severity']) =>
    answer.roster.problems.filter((each) => each.severity === severity).length;
  const span = { from: formatLocalDate(answer.from), to: formatLocalDate(answer.to) };
  const [gaps, shorts] = [of('gap'), of('short')];
  const text =
    gaps > 0
      ? sayRoster('answerGap', { ...span, n: gaps })
      : shorts > 0
        ? sayRoster('answerShort', { ...span, n: shorts })
        : sayRoster('answerGood', { ...span, n: answer.roster.places.length });
  return <p className={`answer ${gaps + shorts > 0 ? 'late' : ''}`}>{text}</p>;
}

function Problems({ problems }: { problems: readonly RosterProblem[] }): ReactNode {
  if (problems.length === 0) return null;
  return (
    <section className="section" aria-label={sayRoster('problems')}>
      <h2>{sayRoster('problems')}</h2>
      <ul className="roster-problems">
        {problems.map((each) => (
          <li key={`${each.code} ${each.vi}`} className={each.severity}>
            <strong>{sayRoster(SEVERITY_WORDS[each.severity])}</strong>
            <span>{sentenceOf(each)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

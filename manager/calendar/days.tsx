import { type ReactNode, useState } from 'react';
import { type ApiResult, api } from '../../common/client/api.ts';
import { formatLocalDate } from '../../common/client/staff-format.ts';
import type { DayStatus, ShownDay } from '../../common/protocol/rest/calendar-days.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import { ActsHead } from '../catalogue/row-acts.tsx';
import type { FormReader } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { TextInput } from '../parts/inputs.tsx';
import { Confirmed, Missing } from '../parts/states.tsx';
import { sayCalendar, sayRefusal } from '../words.ts';

type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
const KINDS = ['closed', 'working', 'swap'] as const;
const KIND_WORDS = { closed: 'kindClosed', working: 'kindWorking', swap: 'kindSwap' } as const;

/** What a date is called in the week. */
function sayWeekday(date: string): string {
  const day = (new Date(`${date}T00:00:00Z`).getUTCDay() || 7) as Weekday;
  return sayCalendar(`weekday${day}`);
}

/** The days of a year that differ from the ordinary week, and how to change them. */
export function DaysSection({ edits }: { edits: boolean }): ReactNode {
  const [year, setYear] = useState('');
  const read = useRead('GET /calendar', { query: year === '' ? {} : { year } });
  const [adding, setAdding] = useState(false);
  const [past, setPast] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (read.value === null) return <Missing read={read} />;
  const { today, now, week } = read.value;
  // A year that is over is looked at for its past; in the present one the coming days matter.
  const isPast = (day: ShownDay) => day.date < today && read.value?.year === today.slice(0, 4);
  const hidden = read.value.days.filter(isPast).length;
  const days = past ? read.value.days : read.value.days.filter((each) => !isPast(each));
  const shown = read.value.year;
  const step = (by: number) => setYear(String(Number(shown) + by).padStart(4, '0'));
  const change = async (sent: Promise<ApiResult<unknown>>) => {
    const answer = await sent;
    setProblem(answer.ok ? null : sayRefusal(answer.code));
    read.again();
  };
  return (
    <section className="section">
      <p className={`answer ${now.working ? '' : 'late'}`}>{sayToday(now, week.workingHours.length > 0)}</p>
      <p className="second">
        {week.workingHours.length === 0
          ? sayCalendar('weekNoHours')
          : sayCalendar('week', {
              days: week.workingDays.map((each) => sayCalendar(`weekday${each as Weekday}`)).join(', '),
              hours: week.workingHours.map((each) => `${each.from}–${each.to}`).join(', '),
            })}{' '}
        {sayCalendar('weekWhere')}
      </p>
      <div className="year-row">
        <h2>{sayCalendar('daysTitle', { year: shown })}</h2>
        <button type="button" className="quiet" onClick={() => step(-1)}>
          {sayCalendar('yearBefore')}
        </button>
        <button type="button" className="quiet" onClick={() => step(1)}>
          {sayCalendar('yearAfter')}
        </button>
        {hidden === 0 ? null : (
          <label className="tick">
            <input type="checkbox" checked={past} onChange={(event) => setPast(event.target.checked)} />
            {sayCalendar('showPast', { n: hidden })}
          </label>
        )}
        {edits ? (
          <button type="button" className="act strong" onClick={() => setAdding(true)}>
            {sayCalendar('addDay')}
          </button>
        ) : null}
      </div>
      <p className="second">{sayCalendar('daysHint')}</p>
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {days.length === 0 ? (
        <p className="empty">{sayCalendar(hidden === 0 ? 'daysNone' : 'daysNoneLeft')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{sayCalendar('date')}</th>
              <th>{sayCalendar('day')}</th>
              <th>{sayCalendar('what')}</th>
              <th>{sayCalendar('name')}</th>
              <th>{sayCalendar('source')}</th>
              {edits ? <ActsHead /> : null}
            </tr>
          </thead>
          <tbody>
            {days.map((each) => (
              <tr key={each.date} className={each.date < today ? 'unused' : undefined}>
                <td>{formatLocalDate(each.date)}</td>
                <td>{sayWeekday(each.date)}</td>
                <td>
                  <span className={each.working ? 'good' : 'care'}>
                    {sayCalendar(each.working ? 'working' : 'closed')}
                  </span>
                </td>
                <td>{each.name}</td>
                <td>{saySource(each)}</td>
                {edits ? (
                  <td className="row-acts">
                    <DayActs day={each} over={each.date < today} change={change} />
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {adding ? (
        <DayEditor
          today={today}
          onSaved={(date) => {
            setYear(date.slice(0, 4));
            read.again();
          }}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </section>
  );
}

/** What today is; a holiday that closes nothing is said to be one. */
function sayToday(now: DayStatus, hasHours: boolean): string {
  const { name, working } = now;
  if (now.because === 'holiday' && !hasHours) return sayCalendar('todayHolidayOpen', { name });
  if (name === '') return sayCalendar(working || !hasHours ? 'todayWorking' : 'todayClosed');
  return sayCalendar(working ? 'todayWorkingNamed' : 'todayClosedNamed', { name });
}

function saySource(day: ShownDay): string {
  if (day.because === 'holiday') return sayCalendar('sourceHoliday');
  return day.swapWith === null
    ? sayCalendar('sourceHall')
    : sayCalendar('sourceSwap', { date: formatLocalDate(day.swapWith) });
}

function DayActs({
  day,
  over,
  change,
}: {
  day: ShownDay;
  over: boolean;
  change: (sent: Promise<ApiResult<unknown>>) => Promise<void>;
}): ReactNode {
  if (over) return null;
  const params = { code: day.date };
  const date = formatLocalDate(day.date);
  if (day.because === 'holiday')
    return (
      <button
        type="button"
        className="quiet"
        aria-label={`${sayCalendar('workAnyway')} ${date}`}
        onClick={() =>
          void change(api('PUT /calendar/:code', { params, body: { kind: 'working', name: day.name } }))
        }
      >
        {sayCalendar('workAnyway')}
      </button>
    );
  const question =
    day.swapWith === null
      ? sayCalendar('removeAsk', { date })
      : sayCalendar('removeSwapAsk', { date, other: formatLocalDate(day.swapWith) });
  return (
    <Confirmed
      label={sayCalendar('remove')}
      question={question}
      onYes={() => void change(api('DELETE /calendar/:code', { params }))}
    />
  );
}

function DayEditor({
  today,
  onSaved,
  onClose,
}: {
  today: string;
  onSaved: (date: string) => void;
  onClose: () => void;
}): ReactNode {
  const [kind, setKind] = useState<(typeof KINDS)[number]>('closed');
  const save = async (given: FormReader) => {
    const date = given.text('date');
    const swapWith = kind === 'swap' ? given.dateOrNull('swapWith') : null;
    if (kind === 'swap' && (swapWith === null || swapWith === date)) return sayCalendar('swapNeeded');
    if (date < today || (swapWith !== null && swapWith < today)) return sayCalendar('dayOver');
    const answer = await api('PUT /calendar/:code', {
      params: { code: date },
      body: {
        kind: kind === 'working' ? 'working' : 'closed',
        name: given.text('name'),
        swapWith,
      },
    });
    if (!answer.ok) return sayRefusal(answer.code);
    onSaved(date);
    return null;
  };
  return (
    <Editor title={sayCalendar('addTitle')} onSave={save} onClose={onClose}>
      <label className="whole">
        {sayCalendar('kind')}
        <select
          value={kind}
          onChange={(event) => setKind(KINDS.find((each) => each === event.target.value) ?? 'closed')}
        >
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {sayCalendar(KIND_WORDS[each])}
            </option>
          ))}
        </select>
      </label>
      <DayInput label={sayCalendar('date')} name="date" value={null} min={today} required />
      {kind === 'swap' ? (
        <DayInput label={sayCalendar('swapWith')} name="swapWith" value={null} min={today} required />
      ) : (
        <span />
      )}
      <TextInput label={sayCalendar('name')} name="name" value="" max={120} required wide />
    </Editor>
  );
}

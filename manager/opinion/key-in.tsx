import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { api } from '../../common/client/api.ts';
import { mayHaveBeenDone } from '../../common/client/kept-ids.ts';
import { randomId } from '../../common/client/random-id.ts';
import { staffLanguage } from '../../common/client/staff-language.ts';
import { COMMENT_LENGTH } from '../../common/protocol/opinion-levels.ts';
import type { KeyedSource, Respondent } from '../../common/protocol/opinions.ts';
import { DayInput } from '../../common/ui/day-input.tsx';
import { useRead } from '../../common/ui/use-read.ts';
import type { Names } from '../reports/cells.ts';
import { sayOpinion, sayRefusal } from '../words.ts';
import { LevelInput } from './level-input.tsx';
import { OpinionTable } from './opinion-table.tsx';
import { type Level, sayLevel } from './words.ts';

const SOURCES: readonly KeyedSource[] = ['paper', 'post', 'other'];
const SHOWN = 15;
/** What is wrong with the number of a slip is mended there. */
const OF_NUMBER: readonly string[] = ['unknown_ticket', 'already_rated', 'wrong_state'];

interface Stack {
  readonly source: KeyedSource;
  readonly date: string;
  readonly field: string;
  readonly batch: string;
}

/** What one slip says; emptied for the next. */
interface Slip {
  readonly number: string;
  readonly level: Level | null;
  readonly criteria: Readonly<Record<string, Level | null>>;
  readonly respondent: Respondent;
  readonly comment: string;
}

const EMPTY: Slip = { number: '', level: null, criteria: {}, respondent: 'citizen', comment: '' };

/** Keys in a stack of survey slips, one after the other, without taking a hand to the mouse. */
export function KeyIn({
  today,
  names,
  username,
  isAdmin,
}: {
  today: string;
  names: Names;
  username: string;
  isAdmin: boolean;
}): ReactNode {
  const settings = useRead('GET /settings');
  const mine = useRead('GET /opinions', { query: { mine: 'true', keyed: 'true', limit: SHOWN } });
  const [stack, setStack] = useState<Stack>({ source: 'paper', date: today, field: '', batch: '' });
  const [slip, setSlip] = useState<Slip>(EMPTY);
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const count = useRef(0);
  /** The same slip sent again, after a lost line, is the same act. */
  const act = useRef(randomId());
  const form = useRef<HTMLFormElement>(null);
  const asked = settings.value?.settings.opinionCriteria.filter((each) => each.active) ?? [];
  const focus = (selector: string) => form.current?.querySelector<HTMLElement>(selector)?.focus();

  const change = (more: Partial<Slip>) => {
    setSlip((before) => ({ ...before, ...more }));
    setSaid(null);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const { level } = slip;
    if (level === null) {
      setSaid({ bad: true, text: sayOpinion('levelNeeded') });
      focus('[data-levels="level"] input');
      return;
    }
    setBusy(true);
    const number = slip.number.trim();
    const answer = await api('POST /opinions', {
      body: {
        source: stack.source,
        date: stack.date,
        batch: stack.batch,
        number: number === '' ? null : number,
        field: number === '' && stack.field !== '' ? stack.field : null,
        level,
        criteria: Object.entries(slip.criteria).flatMap(([code, points]) =>
          points === null ? [] : [{ code, level: points }],
        ),
        respondent: slip.respondent,
        comment: slip.comment.replace(/\s+/g, ' ').trim(),
      },
      headers: { 'idempotency-key': act.current },
    });
    setBusy(false);
    if (!answer.ok) {
      // What was refused was not done: mended and sent again it is another act.
      if (!mayHaveBeenDone(answer.code)) act.current = randomId();
      setSaid({ bad: true, text: sayRefusal(answer.code) });
      if (OF_NUMBER.includes(answer.code)) focus('[name="number"]');
      return;
    }
    count.current += 1;
    act.current = randomId();
    setSaid({ bad: false, text: sayOpinion('saved', { n: count.current, level: sayLevel(level) }) });
    setSlip(EMPTY);
    mine.again();
    // Whoever types numbers goes on with the number, whoever has slips without one with the level.
    focus(number === '' ? '[data-levels="level"] input' : '[name="number"]');
  };
  const last = mine.value?.opinions.find((each) => !each.withdrawn && each.keyedBy === username);
  const undo = async () => {
    if (last === undefined || busy) return;
    setBusy(true);
    const answer = await api('POST /opinions/:code/withdraw', {
      params: { code: last.id },
      body: { reason: sayOpinion('undoReason') },
    });
    setBusy(false);
    setSaid(
      answer.ok ? { bad: false, text: sayOpinion('undone') } : { bad: true, text: sayRefusal(answer.code) },
    );
    if (answer.ok) count.current = Math.max(0, count.current - 1);
    mine.again();
    focus('[data-levels="level"] input');
  };
  const press = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
    // In a text the browser takes back letters first.
    const { target } = event;
    const isText =
      target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text');
    if (isText && target.value !== '') return;
    event.preventDefault();
    void undo();
  };
  return (
    <>
      <form ref={form} className="key-in" onSubmit={(event) => void save(event)} onKeyDown={press}>
        <fieldset className="card-section stack">
          <legend>{sayOpinion('stack')}</legend>
          <p className="second">{sayOpinion('stackHint')}</p>
          <div className="stack-row">
            <label>
              {sayOpinion('source')}
              <select
                value={stack.source}
                onChange={(event) =>
                  setStack({
                    ...stack,
                    source: SOURCES.find((each) => each === event.target.value) ?? 'paper',
                  })
                }
              >
                {SOURCES.map((each) => (
                  <option key={each} value={each}>
                    {sayOpinion(each)}
                  </option>
                ))}
              </select>
            </label>
            <DayInput
              label={sayOpinion('date')}
              value={stack.date}
              required
              onChange={(date) => setStack((before) => ({ ...before, date }))}
            />
            <label>
              {sayOpinion('field')}
              <select
                value={stack.field}
                onChange={(event) => setStack({ ...stack, field: event.target.value })}
              >
                <option value="">{sayOpinion('fieldUnknown')}</option>
                {[...(names.field ?? [])].map(([code, name]) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {sayOpinion('batch')}
              <input
                value={stack.batch}
                maxLength={80}
                placeholder={sayOpinion('batchPlaceholder')}
                autoComplete="off"
                onChange={(event) => setStack({ ...stack, batch: event.target.value })}
              />
            </label>
          </div>
        </fieldset>
        <fieldset className="card-section slip">
          <legend>{sayOpinion('slip')}</legend>
          <p className="second">{sayOpinion('keys')}</p>
          <div className="slip-row">
            <label>
              {sayOpinion('number')}
              <input
                name="number"
                type="text"
                value={slip.number}
                maxLength={10}
                autoComplete="off"
                title={sayOpinion('numberHint')}
                onChange={(event) => change({ number: event.target.value })}
              />
            </label>
            <LevelInput
              name="level"
              legend={sayOpinion('level')}
              value={slip.level}
              wordy
              onChoose={(level) => change({ level })}
            />
          </div>
          <div className="criteria">
            {asked.map((each) => (
              <LevelInput
                key={each.code}
                name={`criterion-${each.code}`}
                legend={staffLanguage === 'en' && each.nameEn !== '' ? each.nameEn : each.name}
                value={slip.criteria[each.code] ?? null}
                wordy={false}
                onChoose={(level) => change({ criteria: { ...slip.criteria, [each.code]: level } })}
              />
            ))}
          </div>
          <div className="slip-row">
            <label>
              {sayOpinion('respondent')}
              <select
                data-after-levels
                value={slip.respondent}
                onChange={(event) =>
                  change({ respondent: event.target.value === 'business' ? 'business' : 'citizen' })
                }
                onKeyDown={(event) => {
                  // A select would open; here Enter saves the slip like everywhere in it.
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  form.current?.requestSubmit();
                }}
              >
                <option value="citizen">{sayOpinion('citizen')}</option>
                <option value="business">{sayOpinion('business')}</option>
              </select>
            </label>
            <label className="comment">
              {sayOpinion('comment')}
              <input
                type="text"
                value={slip.comment}
                maxLength={COMMENT_LENGTH}
                autoComplete="off"
                placeholder={sayOpinion('commentHint')}
                onChange={(event) => change({ comment: event.target.value })}
              />
            </label>
          </div>
          <div className="key-in-acts">
            <button type="submit" className="act strong" disabled={busy}>
              {sayOpinion('save')}
            </button>
            <button
              type="button"
              className="act"
              disabled={busy || last === undefined}
              onClick={() => void undo()}
            >
              {sayOpinion('undo')}
            </button>
            <p className={said?.bad ? 'problem' : 'good'} role="status">
              {said?.text}
            </p>
          </div>
        </fieldset>
      </form>
      <h2>{sayOpinion('mine')}</h2>
      {mine.value === null || mine.value.opinions.length === 0 ? (
        <p className="empty">{mine.problem ?? sayOpinion('mineNone')}</p>
      ) : (
        <OpinionTable
          opinions={mine.value.opinions}
          names={names}
          username={username}
          isAdmin={isAdmin}
          onChanged={mine.again}
        />
      )}
    </>
  );
}

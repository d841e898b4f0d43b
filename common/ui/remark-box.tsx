import { type FormEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../client/api.ts';
import { randomId } from '../client/random-id.ts';
import { sayRefusal } from '../client/refusal-words.ts';
import { formatLocalDate } from '../client/staff-format.ts';
import { staffWords } from '../client/staff-language.ts';
import { remarks as englishWords } from '../i18n/en/remarks.ts';
import { TOPIC_WORDS } from '../i18n/topic-words.ts';
import { remarks as words } from '../i18n/vi/remarks.ts';
import type { PayloadInput } from '../protocol/commands.ts';
import { REMARK_KINDS, REMARK_LENGTH, REMARK_TOPICS } from '../protocol/remark-bounds.ts';
import type { Remark } from '../protocol/remarks.ts';
import './remark-box.css';

const say = staffWords(words, englishWords);

/** So many of the own remarks are seen without asking for more. */
const SHOWN = 4;

interface Coded {
  readonly code: string;
  readonly name: string;
}

interface Said {
  readonly bad: boolean;
  readonly text: string;
}

/** What stands in the choice of the subject: "p:CODE" is a procedure, "f:CODE" a whole field, "t:TOPIC" the hall as a whole. */
function subjectOf(value: string): Pick<PayloadInput<'remark:make'>, 'procedure' | 'field' | 'topic'> {
  const chosen = value.slice(2);
  if (value.startsWith('p:')) return { procedure: chosen };
  const topic = value.startsWith('t:') ? REMARK_TOPICS.find((each) => each === chosen) : undefined;
  return topic === undefined ? { field: chosen } : { topic };
}

/**
 * Where an official notes a difficulty or a proposal, with the own latest ones below.
 * @param first subject to begin with: a procedure's code, or a field's
 * @param ticket the ticket now at the counter, which may be tied to the remark
 */
export function RemarkBox({
  fields,
  procedures,
  first = {},
  ticket = null,
}: {
  fields: readonly Coded[];
  procedures: readonly (Coded & { readonly field: string })[];
  first?: { readonly procedure?: string | null; readonly field?: string | null };
  ticket?: { readonly id: string; readonly number: string } | null;
}): ReactNode {
  const [own, setOwn] = useState<readonly Remark[] | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  // Null: still what it began with, which may come in after the box is opened.
  const [about, setAbout] = useState<string | null>(null);
  const [more, setMore] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  // The same key for every try of one text: a lost answer makes no second remark.
  const key = useRef({ of: '', id: '' });
  const read = useCallback(async () => {
    const answer = await api('GET /me/remarks');
    if (answer.ok) setOwn(answer.value.remarks);
  }, []);
  useEffect(() => {
    void read();
    // In a dialog one begins to write at once; after the dialog has opened and put the focus at its beginning.
    queueMicrotask(() => {
      if (box.current?.closest('dialog')) box.current.focus();
    });
  }, [read]);
  const chosen =
    first.procedure && procedures.some((each) => each.code === first.procedure)
      ? `p:${first.procedure}`
      : first.field || fields[0]
        ? `f:${first.field ?? fields[0]?.code ?? ''}`
        : `t:${REMARK_TOPICS[0]}`;
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const remark = {
      kind: REMARK_KINDS.find((each) => each === given.get('kind')) ?? REMARK_KINDS[0],
      ...subjectOf(about ?? chosen),
      text: text.replace(/\s+/g, ' ').trim(),
      ...(ticket !== null && given.has('ticket') ? { ticket: ticket.id } : {}),
    };
    const content = JSON.stringify(remark);
    if (key.current.of !== content) key.current = { of: content, id: randomId() };
    setBusy(true);
    const answer = await api('POST /remarks', {
      body: remark,
      headers: { 'idempotency-key': key.current.id },
    });
    setBusy(false);
    setSaid(answer.ok ? { bad: false, text: say('sent') } : { bad: true, text: sayRefusal(answer.code) });
    if (!answer.ok) return box.current?.focus();
    key.current = { of: '', id: '' };
    setText('');
    box.current?.focus();
    await read();
  };
  const withdraw = async (id: string) => {
    const answer = await api('DELETE /remarks/:code', { params: { code: id } });
    setSaid(
      answer.ok
        ? { bad: false, text: say('withdrawn') }
        : { bad: true, text: answer.code === 'wrong_state' ? say('tooLate') : sayRefusal(answer.code) },
    );
    await read();
    box.current?.focus();
  };
  const nameOf = ({ procedure, field, topic }: Remark) => {
    if (topic !== null) return say('generalTopic', { topic: say(TOPIC_WORDS[topic]) });
    if (procedure !== null) return procedures.find((one) => one.code === procedure)?.name ?? procedure;
    return say('wholeField', { field: fields.find((one) => one.code === field)?.name ?? field ?? '' });
  };
  return (
    <div className="remark-box">
      <form onSubmit={(event) => void send(event)}>
        <fieldset className="remark-kinds">
          <legend>{say('kind')}</legend>
          {REMARK_KINDS.map((each, at) => (
            <label key={each}>
              <input type="radio" name="kind" value={each} defaultChecked={at === 0} />
              {say(each)}
            </label>
          ))}
        </fieldset>
        <label>
          {say('about')}
          <select value={about ?? chosen} onChange={(event) => setAbout(event.target.value)}>
            <optgroup label={say('general')}>
              {REMARK_TOPICS.map((each) => (
                <option key={each} value={`t:${each}`}>
                  {say(TOPIC_WORDS[each])}
                </option>
              ))}
            </optgroup>
            {fields.map((field) => (
              <optgroup key={field.code} label={field.name}>
                <option value={`f:${field.code}`}>{say('wholeField', { field: field.name })}</option>
                {procedures
                  .filter((each) => each.field === field.code)
                  .map((each) => (
                    <option key={each.code} value={`p:${each.code}`}>
                      {each.name}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </label>
        <label>
          {say('text')}
          <textarea
            ref={box}
            name="text"
            rows={3}
            required
            maxLength={REMARK_LENGTH}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <p className="remark-hint">
          <span>{say('textHint')}</span>
          <span>{say('left', { n: REMARK_LENGTH - text.length })}</span>
        </p>
        {ticket === null ? null : (
          <label className="remark-ticket">
            <input type="checkbox" name="ticket" defaultChecked />
            {say('withTicket', { number: ticket.number })}
          </label>
        )}
        <div className="remark-send">
          <button type="submit" className="act strong" disabled={busy || text.trim() === ''}>
            {say('send')}
          </button>
          <p className={said?.bad ? 'remark-bad' : 'remark-good'} role="status">
            {said?.text}
          </p>
        </div>
      </form>
      <section>
        <h3>{say('own')}</h3>
        {own?.length === 0 ? <p className="remark-none">{say('ownNone')}</p> : null}
        <ul>
          {own?.slice(0, more ? own.length : SHOWN).map((each) => (
            <li key={each.id}>
              <p className="remark-about">
                {`${formatLocalDate(each.date)} · ${say(each.kind)} · ${nameOf(each)}`}
                {each.ticketNumber === null ? '' : ` · ${say('atTicket', { number: each.ticketNumber })}`}
              </p>
              <p>{each.text}</p>
              <p className={`remark-state ${each.state}`}>
                {each.state === 'withdrawn' ? null : say(each.state)}
                {each.answer === '' ? '' : `: ${each.answer}`}
                {each.state === 'open' ? (
                  <button
                    type="button"
                    className="quiet"
                    aria-label={say('withdrawThis', { text: each.text })}
                    onClick={() => void withdraw(each.id)}
                  >
                    {say('withdraw')}
                  </button>
                ) : null}
              </p>
            </li>
          ))}
        </ul>
        {own !== null && own.length > SHOWN && !more ? (
          <button type="button" className="quiet" onClick={() => setMore(true)}>
            {say('more')}
          </button>
        ) : null}
      </section>
    </div>
  );
}

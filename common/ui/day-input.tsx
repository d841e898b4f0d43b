import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { isNoDay, LAST_DAY, readDay, writtenDay } from '../client/day-text.ts';
import { staffWords } from '../client/staff-language.ts';
import { clock as englishWords } from '../i18n/en/clock.ts';
import { clock as words } from '../i18n/vi/clock.ts';
import { Glyph } from './glyphs.tsx';
import './day-input.css';

const say = staffWords(words, englishWords);

/**
 * A calendar day, written day/month/year whatever language the browser speaks; a calendar opens beside it. A form gets
 * YYYY-MM-DD under the name. What cannot be read is said at once and holds the form back.
 */
export function DayInput({
  label,
  value,
  name,
  required = false,
  min,
  max = LAST_DAY,
  onChange,
}: {
  label: string;
  /** YYYY-MM-DD; null or empty: none yet. */
  value: string | null;
  name?: string;
  required?: boolean;
  /** First day that may be chosen, YYYY-MM-DD. */
  min?: string;
  /** Last day that may be chosen. */
  max?: string;
  /** Gets every day that can be read, and the empty text where none is required. */
  onChange?: (day: string) => void;
}): ReactNode {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => writtenDay(value));
  const [left, setLeft] = useState(false);
  const day = readDay(text);
  const wrong =
    text.trim() === ''
      ? null
      : day === null
        ? say(isNoDay(text) ? 'dayNone' : 'dayWrong', { day: text.trim() })
        : min !== undefined && day < min
          ? say('dayTooEarly', { day: writtenDay(min) })
          : day > max
            ? say('dayTooLate', { day: writtenDay(max) })
            : null;
  useEffect(() => box.current?.setCustomValidity(wrong ?? ''), [wrong]);
  useEffect(() => {
    // Somebody else moved the day: the page, or the buttons beside it.
    setText((before) => ((readDay(before) ?? '') === (value ?? '') ? before : writtenDay(value)));
  }, [value]);
  const write = (next: string) => {
    setText(next);
    const read = readDay(next);
    if (read !== null) onChange?.(read);
    else if (next.trim() === '' && !required) onChange?.('');
  };
  const shown = left && wrong !== null;
  return (
    <div className="day-input">
      <label htmlFor={id} id={`${id}-label`}>
        {label}
      </label>
      <span className="day-row">
        <input
          ref={box}
          id={id}
          value={text}
          required={required}
          inputMode="numeric"
          maxLength={10}
          placeholder={say('dayShape')}
          autoComplete="off"
          aria-invalid={shown || undefined}
          aria-describedby={shown ? `${id}-wrong` : undefined}
          onChange={(event) => {
            setLeft(false);
            write(event.target.value);
          }}
          onBlur={() => {
            setLeft(true);
            if (day !== null) setText(writtenDay(day));
          }}
        />
        <button
          type="button"
          className="day-open"
          aria-label={say('dayOpen')}
          aria-describedby={`${id}-label`}
          onClick={() => picker.current?.showPicker()}
        >
          <Glyph name="calendar" />
        </button>
        <input
          ref={picker}
          className="day-picker"
          type="date"
          tabIndex={-1}
          aria-hidden="true"
          value={day ?? ''}
          min={min}
          max={max}
          onChange={(event) => write(writtenDay(event.target.value))}
        />
      </span>
      {name === undefined ? null : <input type="hidden" name={name} value={day ?? ''} />}
      {shown ? (
        <span className="problem" id={`${id}-wrong`} role="alert">
          {wrong}
        </span>
      ) : null}
    </div>
  );
}

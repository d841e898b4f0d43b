import { type ReactNode, useState } from 'react';
import { Glyph } from '../../common/ui/glyphs.tsx';
import { useWords } from '../kiosk-words.ts';
import { TONES, toneTyped } from '../vietnamese-typing.ts';

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** In the order of the alphabet: who has typed before misses little, who has not finds the letter. */
const NARROW_ROWS = ['abcdefg', 'hijklmn', 'opqrstu', 'vwxyz'];
const VIETNAMESE = 'ăâđêôơư';
const DIGITS = '1234567890';
const SHOWN_TONES: Readonly<Record<string, string>> = {
  sắc: 'á',
  huyền: 'à',
  hỏi: 'ả',
  ngã: 'ã',
  nặng: 'ạ',
};

interface KeyboardProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Codes hold digits. */
  readonly digits?: boolean;
  /** A narrow panel has room for seven keys of 20 mm in a row, and for either letters or accents. */
  readonly narrow?: boolean;
  /** One more key at the end of the last row. */
  readonly children?: ReactNode;
}

/** The on-screen keyboard. Plain letters suffice; the letters and tones of Vietnamese are a key away. */
export function Keyboard({ text, onText, digits = false, narrow = false, children }: KeyboardProps) {
  const words = useWords();
  const [accents, setAccents] = useState(false);
  const letter = (key: string) => (
    <button key={key} type="button" className="key" onClick={() => onText((text + key).normalize('NFC'))}>
      {key}
    </button>
  );
  return (
    <fieldset className="keyboard" aria-label={words.kiosk('keyboard')}>
      {digits ? <div className="key-row">{[...DIGITS].map(letter)}</div> : null}
      {accents && !digits ? (
        <div className="key-row key-row-accents">
          {[...VIETNAMESE].map(letter)}
          {TONES.map(({ mark, name }) => (
            <button
              key={name}
              type="button"
              className="key key-tone"
              aria-label={`${words.kiosk('keyboardAccents')} ${name}`}
              onClick={() => onText(toneTyped(text, mark))}
            >
              {SHOWN_TONES[name]}
            </button>
          ))}
        </div>
      ) : null}
      {(narrow && accents ? [] : narrow ? NARROW_ROWS : ROWS).map((row) => (
        <div key={row} className="key-row">
          {[...row].map(letter)}
        </div>
      ))}
      <div className="key-row">
        {digits ? null : (
          <button
            type="button"
            className="key key-word"
            aria-pressed={accents}
            onClick={() => setAccents(!accents)}
          >
            {words.kiosk('keyboardAccents')}
          </button>
        )}
        <button type="button" className="key key-space" onClick={() => onText(`${text} `)}>
          {words.kiosk('keyboardSpace')}
        </button>
        <button
          type="button"
          className="key key-word"
          aria-label={words.kiosk('keyboardBackspace')}
          onClick={() => onText([...text].slice(0, -1).join(''))}
        >
          <Glyph name="backspace" size="1.4em" />
        </button>
        <button type="button" className="key key-word" onClick={() => onText('')}>
          {words.kiosk('keyboardClear')}
        </button>
        {children}
      </div>
    </fieldset>
  );
}

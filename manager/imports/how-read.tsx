import type { ReactNode } from 'react';
import {
  DURATION_UNITS,
  type DurationUnit,
  type FoundEncoding,
  type ImportEncoding,
  type ImportResult,
} from '../../common/protocol/imports.ts';
import { sayImport } from '../words.ts';
import { EncodingSelect } from './encoding-select.tsx';
import type { Reading } from './reading.ts';

export interface ReadingParts {
  readonly reading: Reading;
  readonly onChange: (change: Partial<Reading>) => void;
}

const DELIMITER_WORDS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

function delimiterWords(delimiter: string | null): string {
  if (delimiter === null) return sayImport('delimiter.sheet');
  const word = DELIMITER_WORDS[delimiter as keyof typeof DELIMITER_WORDS];
  return word === undefined ? delimiter : sayImport(`delimiter.${word}`);
}

/** Encoding and the ways days and times are written. @param result null: the file could not be read so far */
export function HowRead({
  reading,
  onChange,
  result,
}: ReadingParts & { readonly result: ImportResult | null }): ReactNode {
  const found = result?.encoding.certain === true ? result.encoding.encoding : null;
  const lengths = result?.columns.some(({ readAs }) => readAs.includes('wait') || readAs.includes('service'));
  return (
    <fieldset className="list-question import-reading">
      <legend>{sayImport('reading')}</legend>
      <EncodingSelect
        value={reading.encoding}
        automatic={
          found === null
            ? sayImport('automatic')
            : sayImport('encodingFound', { encoding: sayImport(`encoding.${found}`) })
        }
        onChange={(encoding) => onChange({ encoding })}
      />
      <label>
        {sayImport('dateFormat')}
        <input
          value={reading.dateFormat}
          maxLength={40}
          autoComplete="off"
          placeholder="dd/MM/yyyy"
          onChange={(event) => onChange({ dateFormat: event.target.value.trim() })}
        />
      </label>
      <label>
        {sayImport('timeFormat')}
        <input
          value={reading.timeFormat}
          maxLength={40}
          autoComplete="off"
          placeholder="HH:mm"
          onChange={(event) => onChange({ timeFormat: event.target.value.trim() })}
        />
      </label>
      {lengths === true ? (
        <label>
          {sayImport('unitLabel')}
          <select
            value={reading.unit}
            onChange={(event) => onChange({ unit: event.target.value as DurationUnit | '' })}
          >
            <option value="">{sayImport('automatic')}</option>
            {DURATION_UNITS.map((each) => (
              <option key={each} value={each}>
                {sayImport(`unit.${each}`)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <p className="second whole">
        {sayImport('formatHelp')}
        {result === null
          ? null
          : ` ${sayImport('delimiter')}: ${delimiterWords(result.delimiter)}. ${sayImport('headLine', { n: result.headLine })}.`}
      </p>
    </fieldset>
  );
}

/** Encodings that could be meant, with the words of the file in each: a person sees which is right. */
export function EncodingOffers({
  offers,
  onAgree,
}: {
  offers: FoundEncoding['offers'];
  onAgree: (encoding: ImportEncoding) => void;
}): ReactNode {
  return offers.map(({ encoding, words }) => (
    <div key={encoding} className="list-question">
      <p>
        {sayImport('encodingGuess', {
          encoding: sayImport(`encoding.${encoding}`),
          words: words.join(', '),
        })}
      </p>
      <button type="button" className="act strong start" onClick={() => onAgree(encoding)}>
        {sayImport('encodingAgree', { encoding: sayImport(`encoding.${encoding}`) })}
      </button>
    </div>
  ));
}

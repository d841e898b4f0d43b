import type { ReactNode } from 'react';
import { IMPORT_ENCODINGS, type ImportEncoding } from '../../common/protocol/imports.ts';
import { sayImport } from '../words.ts';

/** As which encoding a text file is read. @param automatic what stands for "as its bytes tell" */
export function EncodingSelect({
  value,
  automatic,
  onChange,
}: {
  value: ImportEncoding | '';
  automatic: string;
  onChange: (encoding: ImportEncoding | '') => void;
}): ReactNode {
  return (
    <label>
      {sayImport('encoding')}{' '}
      <select value={value} onChange={(event) => onChange(event.target.value as ImportEncoding | '')}>
        <option value="">{automatic}</option>
        {IMPORT_ENCODINGS.map((each) => (
          <option key={each} value={each}>
            {sayImport(`encoding.${each}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

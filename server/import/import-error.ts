import { imports } from '../../common/i18n/en/imports.ts';
import { translate } from '../../common/i18n/translate.ts';
import type { ImportFault, UnreadableFile } from '../../common/protocol/imports.ts';

/** A file or a profile that cannot be read. The message is one English sentence, with columns by their own names. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly fault: ImportFault;
  readonly value: string;
  readonly more: Pick<UnreadableFile, 'offers' | 'columns'>;

  /** @param value what the fault speaks of */
  constructor(fault: ImportFault, value = '', more: Pick<UnreadableFile, 'offers' | 'columns'> = {}) {
    super(
      translate(imports, `fault.${fault}`, {
        value: fault === 'columns_missing' ? value.replace(/\btime$/, imports['column.time']) : value,
      }),
    );
    this.fault = fault;
    this.value = value;
    this.more = more;
  }
}

import type {
  DurationUnit,
  ForeignColumn,
  ImportColumn,
  ImportEncoding,
  ImportOrder,
  ImportProfile,
} from '../../common/protocol/imports.ts';

type ReadAs = ImportColumn | 'wait' | 'service';

/** How a person wants a file to be read; what is empty is found out from the file. */
export interface Reading {
  readonly encoding: ImportEncoding | '';
  readonly dateFormat: string;
  readonly timeFormat: string;
  /** Title of a column → what it is read as; null: nobody changed a column. */
  readonly columns: Readonly<Record<string, ReadAs | ''>> | null;
  readonly unit: DurationUnit | '';
  /** Field of all tickets, where the file has no column for it. */
  readonly field: string;
  /** Their field → code of the hall's. */
  readonly fields: Readonly<Record<string, string>>;
  /** Their officer → username of the hall's. */
  readonly officers: Readonly<Record<string, string>>;
}

export const FOUND_OUT: Reading = {
  encoding: '',
  dateFormat: '',
  timeFormat: '',
  columns: null,
  unit: '',
  field: '',
  fields: {},
  officers: {},
};

/** What each column is read as now: by a person's word, else as the file was understood. */
export function columnsNow(
  reading: Reading,
  columns: readonly ForeignColumn[],
): Readonly<Record<string, ReadAs | ''>> {
  return Object.fromEntries(
    columns
      .filter(({ title }) => title !== '')
      .map(({ title, readAs }) => [title, reading.columns?.[title] ?? readAs[0] ?? '']),
  );
}

/** The profile that stands for a person's choices; the command line reads the same. */
export function profileOf(reading: Reading): ImportProfile {
  const { encoding, dateFormat, timeFormat, columns, unit, field, fields, officers } = reading;
  const mapped: Partial<Record<ImportColumn, string | string[]>> = {};
  const lengths: { wait?: string; service?: string } = {};
  for (const [title, readAs] of Object.entries(columns ?? {})) {
    if (readAs === '') continue;
    if (readAs === 'wait' || readAs === 'service') lengths[readAs] = title;
    else {
      // Two columns that are read as one are joined, such as a row's letter and its number.
      const before = mapped[readAs];
      mapped[readAs] = before === undefined ? title : [...[before].flat(), title];
    }
  }
  const chosen = (names: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(names).filter(([, code]) => code !== ''));
  const [given, givenOfficers] = [chosen(fields), chosen(officers)];
  const timed = Object.keys(lengths).length > 0;
  return {
    name: '',
    ...(encoding === '' ? {} : { encoding }),
    ...(dateFormat === '' ? {} : { dateFormat }),
    ...(timeFormat === '' ? {} : { timeFormat }),
    ...(columns === null ? {} : { columns: mapped }),
    ...(timed ? { durations: { ...lengths, unit: unit === '' ? 'minutes' : unit } } : {}),
    ...(field === '' ? {} : { defaults: { field } }),
    ...(Object.keys(given).length === 0 ? {} : { fields: given }),
    ...(Object.keys(givenOfficers).length === 0 ? {} : { officers: givenOfficers }),
  };
}

/** The choices of a profile that was kept; what the page cannot show stays out. */
export function readingOf(profile: ImportProfile): Reading {
  const { encoding, dateFormat, timeFormat, columns, durations, defaults, fields, officers } = profile;
  const titles: Record<string, ReadAs | ''> = {};
  for (const [name, source] of Object.entries(columns ?? {}))
    for (const title of [source].flat()) titles[title] = name as ImportColumn;
  if (durations?.wait !== undefined) titles[durations.wait] = 'wait';
  if (durations?.service !== undefined) titles[durations.service] = 'service';
  return {
    encoding: encoding ?? '',
    dateFormat: dateFormat ?? '',
    timeFormat: timeFormat ?? '',
    columns: Object.keys(titles).length === 0 ? null : titles,
    unit: durations?.unit ?? '',
    field: defaults?.field ?? '',
    fields: fields ?? {},
    officers: officers ?? {},
  };
}

/** The order for a file. */
export const orderOf = (reading: Reading, skipBad: boolean, skipKnown: boolean): ImportOrder => ({
  profile: profileOf(reading),
  skipBad,
  skipKnown,
});

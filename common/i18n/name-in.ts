/**
 * A name that a hall gives in Vietnamese, in a language: the hall's own English in English, else as the language has it,
 * else in English, else as the hall wrote it.
 * @param names Vietnamese name → name in the language
 * @param english as the hall has it; empty: it has none
 */
export function nameIn(
  language: string,
  names: Readonly<Record<string, string>>,
  vietnamese: string,
  english = '',
): string {
  if (language === 'vi') return vietnamese;
  if (language === 'en' && english !== '') return english;
  return names[vietnamese] ?? (english === '' ? vietnamese : english);
}

/** The number of a counter that is called "Quầy 5" or "Quầy số 5"; null: it has a name of its own. */
export const counterNumber = (label: string): string | null =>
  /^Quầy(?: số)? (\d{1,3})$/.exec(label.normalize('NFC'))?.[1] ?? null;

/** Labels of counters as one list, numbers alone where they have one: "1, 2". */
export const counterNumbers = (labels: readonly string[]): string =>
  labels.map((label) => label.replace(/^Quầy(?: số)? /, '')).join(', ');

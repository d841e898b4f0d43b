import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

type Kept = readonly (readonly [name: string, value: string])[];

const placeOf = (key: string) => `form:${key}`;

function readKept(key: string): Kept | null {
  const text = globalThis.sessionStorage.getItem(placeOf(key));
  return text === null ? null : (JSON.parse(text) as Kept);
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const fieldsOf = (form: HTMLFormElement): Field[] => [
  ...form.querySelectorAll<Field>('input[name], select[name], textarea[name]'),
];
const isSecret = (field: Field) => field.type === 'password' || field.type === 'file';
const isTick = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');

/** What a form holds, ticks by their value; passwords and files are never kept. */
function valuesOf(form: HTMLFormElement): Kept {
  return fieldsOf(form).flatMap((field): Kept => {
    if (isSecret(field)) return [];
    if (isTick(field)) return field.checked ? [[field.name, field.value]] : [];
    return [[field.name, field.value]];
  });
}

function fill(form: HTMLFormElement, kept: Kept): void {
  const byName = new Map<string, string[]>();
  for (const [name, value] of kept) byName.set(name, [...(byName.get(name) ?? []), value]);
  const used = new Map<string, number>();
  for (const field of fieldsOf(form)) {
    if (isSecret(field)) continue;
    const values = byName.get(field.name) ?? [];
    if (isTick(field)) {
      field.checked = values.includes(field.value);
      continue;
    }
    const at = used.get(field.name) ?? 0;
    used.set(field.name, at + 1);
    const value = values[at];
    if (value !== undefined) field.value = value;
  }
}

/**
 * Keeps what was typed into a form while its reader is elsewhere in the console, in this tab of the browser alone.
 * @param key of the form, one a page
 */
export function useKeptForm(key: string): {
  readonly form: RefObject<HTMLFormElement | null>;
  /** Something was typed earlier and not saved; it stands in the form again. */
  readonly found: boolean;
  /** Call it when anything changes. */
  readonly keep: () => void;
  /** Call it when all is saved. */
  readonly forget: () => void;
  /** Puts the form back to what the hall has. */
  readonly drop: () => void;
} {
  const form = useRef<HTMLFormElement>(null);
  const [found, setFound] = useState(() => readKept(key) !== null);
  const filled = useRef(false);
  useEffect(() => {
    // The form may stand only once its values are read.
    if (form.current === null || filled.current) return;
    filled.current = true;
    const kept = readKept(key);
    if (kept !== null) fill(form.current, kept);
  });
  const keep = useCallback(() => {
    if (form.current) globalThis.sessionStorage.setItem(placeOf(key), JSON.stringify(valuesOf(form.current)));
  }, [key]);
  const forget = useCallback(() => {
    globalThis.sessionStorage.removeItem(placeOf(key));
    setFound(false);
  }, [key]);
  const drop = useCallback(() => {
    form.current?.reset();
    forget();
  }, [forget]);
  return { form, found, keep, forget, drop };
}

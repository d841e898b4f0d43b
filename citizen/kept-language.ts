const KEY = 'motcua.phone.language';

interface Kept {
  readonly token: string;
  readonly tag: string;
}

function read(): Partial<Kept> | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<Kept> | null;
  } catch {
    return null;
  }
}

/**
 * The language chosen on this phone for a ticket, or for the hall's public page; null: none was. A choice holds for one
 * ticket: the next may be a guest's who reads another language.
 */
export function keptLanguage(token: string | null): string | null {
  const kept = read();
  return kept?.token === (token ?? '') && typeof kept.tag === 'string' ? kept.tag : null;
}

export function keepLanguage(token: string | null, tag: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ token: token ?? '', tag }));
  } catch {
    // Storage is closed to this page: it begins in the ticket's language again.
  }
}

/** 12 digits, the old number or nothing, the name, the day of birth; more follows that is not looked at. */
const CARD = /^(\d{12})\|(\d{9}|\d{12})?\|[^|]*\|(\d{2})(\d{2})(\d{4})\|/u;

/** Whether a text is, or begins like, the QR code of an ID card: it holds whom it belongs to and must not be shown or kept. */
export const isIdCard = (text: string): boolean => /^\s*\d{9,12}\|/.test(text);

/** The number on an ID card, of its QR code alone; null: it is none. */
export const numberOnCard = (text: string): string | null => CARD.exec(text.trim())?.[1] ?? null;

/** The day of birth in the QR code of an ID card, YYYY-MM-DD, and nothing else of it; null: it is none. */
export function birthDateOnCard(text: string): string | null {
  const found = CARD.exec(text.trim());
  if (found === null) return null;
  const birth = `${found[5]}-${found[4]}-${found[3]}`;
  const at = new Date(`${birth}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(birth) ? birth : null;
}

/** Completed years on a day; both YYYY-MM-DD. */
export function ageOn(date: string, birth: string): number {
  const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4));
  return date.slice(5) >= birth.slice(5) ? years : years - 1;
}

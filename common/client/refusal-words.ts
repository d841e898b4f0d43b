import { errors as englishErrors } from '../i18n/en/errors.ts';
import { errors } from '../i18n/vi/errors.ts';
import { inStaffLanguage } from './staff-language.ts';

const sentences = inStaffLanguage(errors, englishErrors);

/** The sentence of a refusal on the staff's pages, also of codes that this build does not know yet. */
export function sayRefusal(code: string): string {
  if (code === 'offline') return sentences.connection_lost;
  return (sentences as Record<string, string>)[code] ?? sentences.unexpected;
}

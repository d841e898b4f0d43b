import { translator } from '../common/i18n/translate.ts';
import { common } from '../common/i18n/vi/common.ts';
import { counter } from '../common/i18n/vi/counter.ts';
import { errors } from '../common/i18n/vi/errors.ts';

/** The clerk's page speaks Vietnamese: its users are officials of the hall. */
export const say = translator<typeof counter>(counter);
export const sayCommon = translator<typeof common>(common);

/** The sentence of a refusal, also of codes that this build does not know yet. */
export function sayRefusal(code: string): string {
  if (code === 'offline') return errors.connection_lost;
  return (errors as Record<string, string>)[code] ?? errors.unexpected;
}

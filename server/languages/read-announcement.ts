import { waitWords } from '../../common/i18n/wait-words.ts';
import type { ToldField, ToldTime } from '../../common/voice/announcement.ts';
import type { SayPage } from './languages.ts';

/** The hall's state for a reader in a language that has no voice here: the same lines, with figures. */
export function readAnnouncement(
  hall: string,
  fields: readonly ToldField[],
  say: SayPage<'publication'>,
  best: readonly ToldTime[],
): string {
  const lines = fields.map(({ name, waiting, estimate, isOpen }) => {
    if (!isOpen) return `${name}: ${say('notIssuing')}`;
    const wait = estimate === null ? null : waitWords(estimate);
    const told =
      wait === null ? '' : `, ${wait.kind === 'range' ? say('minutes', wait) : say(wait.kind, wait)}`;
    return `${name}: ${say('waiting')} ${waiting}${told}`;
  });
  const times = best.map(({ from, to }) => `${say('best')}: ${from}–${to}`);
  return [`${hall}: ${say('title')}`, ...lines, ...times].join('\n');
}

import { wholeMinutes } from '../common/client/staff-format.ts';
import type { CallReason } from '../common/protocol/ticket.ts';
import { say } from './words.ts';

/** Sentences that say why this ticket and no other, the deciding one first. */
export function whySentences(
  reason: CallReason,
  names: { readonly field: string; readonly priority: (code: string) => string },
): readonly string[] {
  const sentences: string[] = [];
  if (reason.line === 'reserved') sentences.push(say('whyReserved'));
  if (reason.line === 'by-number') sentences.push(say('whyByNumber'));
  if (reason.helpBecause === 'own-empty') sentences.push(say('whyHelpingEmpty', { field: names.field }));
  if (reason.helpBecause === 'beyond-target')
    sentences.push(say('whyHelpingBeyondTarget', { field: names.field }));
  if (reason.priority !== null) sentences.push(say('whyPriority', { name: names.priority(reason.priority) }));
  else if (reason.line === 'primary') sentences.push(say('whyArrival', { n: wholeMinutes(reason.waitMs) }));
  if (reason.runnerUp !== null)
    sentences.push(
      say('whyRunnerUp', { number: reason.runnerUp.number, n: wholeMinutes(reason.runnerUp.waitMs) }),
    );
  return sentences;
}

import type { FinishOutcome } from '../common/protocol/primitives.ts';
import { say } from './words.ts';

/** What an outcome is called. */
export function outcomeName(outcome: FinishOutcome | null): string {
  switch (outcome) {
    case 'served':
      return say('outcomeServed');
    case 'missing_papers':
      return say('outcomeMissingPapers');
    case 'guidance':
      return say('outcomeGuidance');
    case 'refused':
      return say('outcomeRefused');
    case 'redirected':
      return say('outcomeRedirected');
    default:
      return say('outcomeUnrecorded');
  }
}

/** Outcomes that a clerk may choose, the usual one first. */
export const CHOSEN_OUTCOMES = ['served', 'missing_papers', 'guidance', 'refused', 'redirected'] as const;

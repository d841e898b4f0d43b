import { api } from '../common/client/api.ts';
import { formatTime } from '../common/i18n/format.ts';
import type { TrackedTicket } from '../common/protocol/rest/tickets.ts';
import type { SealedTicket, SealProof } from '../common/protocol/seals.ts';
import type { ProofVerdict } from '../common/seal/check-proof.ts';
import { inGroups } from '../common/seal/seal-groups.ts';
import { element } from './draw.ts';
import { isOver } from './ticket-sentence.ts';
import type { Say } from './words.ts';

const ZONE = { timeZone: 'Asia/Ho_Chi_Minh' };

/** What came of the check: the proof holds and speaks of this ticket, it does not, or the day is not sealed yet. */
export type SealedVisit =
  | { readonly state: 'sealed'; readonly proof: SealProof; readonly ticket: SealedTicket }
  | { readonly state: 'false' }
  | { readonly state: 'not-yet' };

/** Holds a checked proof against what the page says of the ticket: another ticket's proof proves nothing of this one. */
export function sealedVisit(
  shown: Pick<TrackedTicket, 'number' | 'issuedAt'>,
  proof: SealProof,
  verdict: ProofVerdict,
): SealedVisit {
  if (!verdict.holds) return { state: 'false' };
  const { ticket } = verdict;
  const drawn = ticket.acts.find(([act]) => act === 'ticket:issued');
  const isOurs = ticket.number === shown.number && drawn?.[1] === Date.parse(shown.issuedAt);
  return isOurs ? { state: 'sealed', proof, ticket } : { state: 'false' };
}

const ACT_WORDS = {
  'ticket:issued': 'sealDrawn',
  'ticket:called': 'sealCalled',
  'ticket:recalled': 'sealCalled',
  'ticket:finished': 'sealFinished',
  'ticket:no-show': 'sealAbsent',
  'ticket:cancelled': 'sealCancelled',
  'ticket:expired': 'sealExpired',
} as const;

/** What is sealed of the visit, as lines that its holder can remember. */
export function sealedLines(ticket: SealedTicket, say: Say): string[] {
  return ticket.acts.flatMap(([act, atMs, counter]) => {
    const word = (
      ACT_WORDS as Readonly<Record<string, (typeof ACT_WORDS)[keyof typeof ACT_WORDS] | undefined>>
    )[act];
    return word === undefined ? [] : [say(word, { time: formatTime(atMs, ZONE), counter: counter ?? '' })];
  });
}

/** Shows, once the visit is over, that it stands in the sealed record of its day; the phone computes the proof itself. */
export class SealSection {
  private readonly place: HTMLElement;
  private readonly token: string;
  private visit: SealedVisit | null = null;
  private asking = false;
  private drawn = '';

  constructor(place: HTMLElement, token: string) {
    this.place = place;
    this.token = token;
  }

  /** Shows what is known of the ticket, and asks for the proof where it is over. */
  show(ticket: TrackedTicket | null, say: Say): void {
    const over = ticket !== null && isOver(ticket.state);
    if (over && this.visit?.state !== 'sealed') void this.ask(ticket, say);
    this.draw(over, say);
  }

  private async ask(ticket: TrackedTicket, say: Say): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      const answer = await api('GET /track/:token/proof', { params: { token: this.token } });
      if (answer.status === 404) this.visit = { state: 'not-yet' };
      if (answer.ok) {
        const proof = answer.value;
        // Fetched with the first proof alone: who waits does not need it.
        const { checkProof } = await import('../common/seal/check-proof.ts');
        this.visit = sealedVisit(ticket, proof, checkProof(proof));
      }
    } catch {
      // The check itself could not be fetched: asked again with the next look at the ticket.
    } finally {
      this.asking = false;
    }
    this.draw(true, say);
  }

  private draw(over: boolean, say: Say): void {
    const { visit } = this;
    const now = JSON.stringify([over, say.language, visit]);
    if (now === this.drawn) return;
    this.drawn = now;
    const parts = over && visit !== null ? this.parts(visit, say) : [];
    this.place.hidden = parts.length === 0;
    this.place.replaceChildren(...parts);
  }

  private parts(visit: SealedVisit, say: Say): readonly Node[] {
    if (visit.state === 'not-yet') return [element('p', 'small', say('sealNotYet'))];
    if (visit.state === 'false')
      return [
        element(
          'section',
          'seal broken',
          element('h2', '', say('sealFalse')),
          element('p', '', say('sealFalseDo')),
        ),
      ];
    const { proof, ticket } = visit;
    const [year, month, day] = proof.seal.date.split('-');
    const code = element('p', 'seal-code', inGroups(proof.seal.hash));
    return [
      element(
        'section',
        'seal',
        element('h2', '', `✓ ${say('sealTrue', { date: `${day}/${month}/${year}` })}`),
        element('p', '', say('sealComputed', { n: proof.tickets })),
        element('ul', '', ...sealedLines(ticket, say).map((each) => element('li', '', each))),
        element('p', 'label', say('sealCode')),
        code,
        element('p', 'small', say('sealCompare')),
      ),
    ];
  }
}

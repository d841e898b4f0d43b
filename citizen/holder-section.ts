import { api } from '../common/client/api.ts';
import { randomId } from '../common/client/random-id.ts';
import type { TrackedTicket } from '../common/protocol/rest/tickets.ts';
import { element } from './draw.ts';
import { phoneWords, type Say } from './words.ts';

type Act = 'letPass' | 'giveUp';

const ASKED = { letPass: 'letPassAsk', giveUp: 'giveUpAsk' } as const;
const AGREED = { letPass: 'letPassYes', giveUp: 'giveUpYes' } as const;
const DONE = { letPass: 'letPassDone', giveUp: 'givenUp' } as const;
type Told = (typeof DONE)[Act] | 'actTaken' | 'actOffline';

/** What the holder may do: let others pass, or wait no more. Both ask once more, since neither is taken back by phone. */
export class HolderSection {
  private readonly place: HTMLElement;
  private readonly token: string;
  private readonly onDone: () => void;
  private ticket: TrackedTicket | null = null;
  private say: Say = phoneWords(null);
  private asking: { readonly act: Act; readonly key: string } | null = null;
  private told: Told | null = null;
  private sending = false;
  private drawn = '';

  /** @param onDone told when the hall has done something: the ticket stands otherwise now */
  constructor(place: HTMLElement, token: string, onDone: () => void) {
    this.place = place;
    this.token = token;
    this.onDone = onDone;
  }

  show(ticket: TrackedTicket | null, say: Say): void {
    this.ticket = ticket;
    this.say = say;
    if (this.asking !== null && !this.may(this.asking.act)) this.asking = null;
    this.draw();
  }

  private may(act: Act): boolean {
    const { ticket } = this;
    return act === 'letPass' ? (ticket?.letPass ?? null) !== null : ticket?.mayGiveUp === true;
  }

  private draw(): void {
    const { ticket, say, asking, told, sending } = this;
    const now = JSON.stringify([
      ticket?.number,
      ticket?.letPass,
      ticket?.mayGiveUp,
      say.language,
      asking,
      told,
      sending,
    ]);
    if (now === this.drawn) return;
    this.drawn = now;
    const parts = ticket === null ? [] : this.parts(ticket, say);
    const hadFocus = this.place.contains(document.activeElement);
    this.place.hidden = parts.length === 0;
    this.place.replaceChildren(...parts);
    if (hadFocus) this.place.querySelector<HTMLElement>('button')?.focus();
  }

  private parts(ticket: TrackedTicket, say: Say): readonly Node[] {
    const acts = (['letPass', 'giveUp'] as const).filter((act) => this.may(act));
    if (acts.length === 0 && this.told === null) return [];
    const said = element('p', '', this.told === null ? '' : say(this.told));
    said.setAttribute('role', 'status');
    const values = {
      n: ticket.letPass?.people ?? 0,
      left: ticket.letPass?.left ?? 0,
      number: ticket.number,
    };
    if (this.asking !== null) return this.question(this.asking.act, values, say);
    return [
      ...(acts.length === 0 ? [] : [element('h2', '', say('actsTitle'))]),
      said,
      ...acts.map((act) =>
        this.button(say(act, values), 'plain', () => {
          this.told = null;
          this.asking = { act, key: randomId() };
        }),
      ),
    ];
  }

  private question(act: Act, values: Readonly<Record<string, string | number>>, say: Say): readonly Node[] {
    const question = element('p', 'first', say(ASKED[act], values));
    question.setAttribute('role', 'alert');
    return [
      question,
      this.button(say(AGREED[act], values), 'plain agreed', () => void this.send()),
      this.button(say('keepNumber'), 'plain', () => {
        this.asking = null;
      }),
    ];
  }

  private button(text: string, className: string, act: () => void): HTMLButtonElement {
    const made = element('button', className, text);
    made.type = 'button';
    made.disabled = this.sending;
    made.addEventListener('click', () => {
      act();
      this.draw();
    });
    return made;
  }

  private async send(): Promise<void> {
    const { asking, token } = this;
    if (asking === null || this.sending) return;
    this.sending = true;
    this.draw();
    const given = { params: { token }, headers: { 'idempotency-key': asking.key } };
    const answer =
      asking.act === 'letPass'
        ? await api('POST /track/:token/let-pass', given)
        : await api('POST /track/:token/give-up', given);
    this.sending = false;
    if (!answer.ok && answer.code === 'offline') this.told = 'actOffline';
    else this.told = answer.ok ? DONE[asking.act] : 'actTaken';
    this.asking = null;
    this.draw();
    this.onDone();
  }
}

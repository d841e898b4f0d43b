import type { TrackedTicket } from '../common/protocol/rest/tickets.ts';
import { element } from './draw.ts';
import type { PhonePush, PushStanding } from './phone-push.ts';
import { isOver } from './ticket-sentence.ts';
import type { Say } from './words.ts';

const SAID = {
  insecure: 'pushInsecure',
  none: 'pushNone',
  unable: 'pushUnable',
  denied: 'pushDenied',
  ready: 'pushHint',
  trying: 'pushTrying',
  unreached: 'pushUnreached',
  on: 'pushOn',
} as const satisfies Record<PushStanding, string>;

/** Alerts for a page that is closed: what this phone and this hall can do, in a sentence, and the button where they can. */
export class PushSection {
  private readonly place: HTMLElement;
  private readonly push: PhonePush;
  private drawn = '';

  constructor(place: HTMLElement, push: PhonePush) {
    this.place = place;
    this.push = push;
  }

  show(ticket: TrackedTicket | null, say: Say): void {
    const wanted = ticket !== null && !isOver(ticket.state) && ticket.state !== 'serving';
    const key = ticket?.pushKey ?? null;
    const standing = this.push.standing(key);
    const now = JSON.stringify([wanted, say.language, standing]);
    if (now === this.drawn) return;
    this.drawn = now;
    this.place.hidden = !wanted;
    const focused = this.place.contains(document.activeElement);
    this.place.replaceChildren(...(wanted ? this.parts(standing, key, say) : []));
    if (focused) this.place.querySelector('button')?.focus();
  }

  private parts(standing: PushStanding, key: string | null, say: Say): readonly Node[] {
    const title = element('h2', '', say('pushTitle'));
    const said = element('p', '', say(SAID[standing]));
    said.setAttribute('role', 'status');
    if (key === null || standing === 'insecure' || standing === 'unable') return [title, said];
    const button = element('button', 'plain', say(standing === 'on' ? 'pushTurnOff' : 'pushTurnOn'));
    button.type = 'button';
    button.disabled = standing === 'trying';
    button.addEventListener('click', () =>
      standing === 'on' ? void this.push.turnOff() : void this.push.turnOn(key, say.language),
    );
    return [title, said, button];
  }
}

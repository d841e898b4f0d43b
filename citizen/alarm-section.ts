import type { TrackedTicket } from '../common/protocol/rest/tickets.ts';
import type { Alarm } from './alarm.ts';
import { element } from './draw.ts';
import { isOver } from './ticket-sentence.ts';
import type { Say } from './words.ts';

/** Where the holder turns the alarm on, with what this phone can and cannot do. */
export class AlarmSection {
  private readonly place: HTMLElement;
  private readonly alarm: Alarm;
  private drawn = '';

  constructor(place: HTMLElement, alarm: Alarm) {
    this.place = place;
    this.alarm = alarm;
  }

  show(ticket: TrackedTicket | null, say: Say): void {
    const wanted = ticket !== null && !isOver(ticket.state) && ticket.state !== 'serving';
    const { isOn, keepsScreenOn } = this.alarm;
    const now = JSON.stringify([wanted, say.language, isOn, keepsScreenOn]);
    if (now === this.drawn) return;
    this.drawn = now;
    this.place.hidden = !wanted;
    const focused = this.place.contains(document.activeElement);
    this.place.replaceChildren(...(wanted ? this.parts(say) : []));
    // The button changed under the finger: the keyboard stays where it was.
    if (focused) this.place.querySelector('button')?.focus();
  }

  private parts(say: Say): readonly Node[] {
    const { alarm } = this;
    const button = element('button', 'plain', say(alarm.isOn ? 'alarmTurnOff' : 'alarmTurnOn'));
    button.type = 'button';
    button.addEventListener('click', () => (alarm.isOn ? alarm.turnOff() : void alarm.turnOn()));
    const screen = say(alarm.keepsScreenOn ? 'alarmScreenOn' : 'alarmScreenOff');
    const said = element('p', '', alarm.isOn ? `${say('alarmOn')} ${screen}` : say('alarmHint'));
    said.setAttribute('role', 'status');
    return [element('h2', '', say('alarmTitle')), said, button];
  }
}

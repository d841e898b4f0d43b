import { api } from '../common/client/api.ts';
import { element } from './draw.ts';
import { phoneWords, type Say } from './words.ts';

type Told = 'lookWrong' | 'lookNoNumber' | 'lookThrottled' | 'actOffline';

/** A number as people type it: with blanks, in small letters. */
const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, '').toUpperCase();

/** Where a number is looked up by hand; with the short code it opens the ticket as the QR code does. */
export class LookUpForm {
  private readonly place: HTMLElement;
  private readonly onNumber: (number: string) => void;
  private told: Told | null = null;
  private busy = false;
  private drawn = '';
  private wanted: { readonly number: string | null; readonly language: string } | null = null;
  private say: Say = phoneWords(null);

  /** @param onNumber told which number is to be shown */
  constructor(place: HTMLElement, onNumber: (number: string) => void) {
    this.place = place;
    this.onNumber = onNumber;
  }

  /** @param number the one that is shown, of which the holder may give the code; null: none is; undefined: no form */
  show(number: string | null | undefined, say: Say): void {
    this.say = say;
    this.wanted = number === undefined ? null : { number, language: say.language };
    this.draw();
  }

  /** This number is none of today's. */
  tellNone(): void {
    this.told = 'lookNoNumber';
    this.draw();
  }

  private draw(): void {
    const now = JSON.stringify([this.wanted, this.told, this.busy]);
    if (now === this.drawn) return;
    this.drawn = now;
    this.place.hidden = this.wanted === null;
    const before = new Map([...this.place.querySelectorAll('input')].map((each) => [each.name, each.value]));
    const focused = this.place.contains(document.activeElement)
      ? (document.activeElement as HTMLInputElement).name
      : null;
    this.place.replaceChildren(...(this.wanted === null ? [] : this.parts(this.wanted.number, before)));
    if (focused !== null && focused !== undefined)
      this.place.querySelector<HTMLElement>(`[name="${focused}"]`)?.focus();
  }

  private parts(number: string | null, before: ReadonlyMap<string, string>): readonly Node[] {
    const { say } = this;
    const form = element('form', 'look-up');
    form.noValidate = true;
    const code = this.input('code', say('lookCode'), 20, before);
    const typed = this.input('number', say('lookNumber'), 12, before);
    const send = element('button', 'plain', say(number === null ? 'lookGo' : 'lookOpen'));
    send.name = 'send';
    send.disabled = this.busy;
    const said = element('p', '', this.told === null ? '' : say(this.told));
    said.setAttribute('role', 'alert');
    form.append(
      ...(number === null ? [typed.label] : []),
      code.label,
      element('p', 'small', say('lookCodeHint')),
      said,
      send,
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.send(plain(number ?? typed.field.value), plain(code.field.value));
    });
    return [
      element('h2', '', say(number === null ? 'lookTitle' : 'lookOwn')),
      form,
      ...this.back(number, say),
    ];
  }

  private back(number: string | null, say: Say): readonly Node[] {
    if (number === null) return [];
    const link = element('a', '', say('lookOther'));
    link.href = '/';
    return [element('p', 'listing', link)];
  }

  private input(name: string, title: string, most: number, before: ReadonlyMap<string, string>) {
    const field = element('input', '');
    field.name = name;
    field.maxLength = most;
    field.autocomplete = 'off';
    field.autocapitalize = 'characters';
    field.spellcheck = false;
    field.value = before.get(name) ?? '';
    return { field, label: element('label', '', title, field) };
  }

  private async send(number: string, code: string): Promise<void> {
    if (number === '' || this.busy) return;
    this.told = null;
    if (code === '') {
      this.onNumber(number);
      return;
    }
    this.busy = true;
    this.draw();
    const answer = await api('POST /look-up', { body: { number, code } });
    this.busy = false;
    if (answer.ok) globalThis.location.assign(`/t/${answer.value.token}`);
    else if (answer.code === 'offline') this.told = 'actOffline';
    else this.told = answer.code === 'throttled' ? 'lookThrottled' : 'lookWrong';
    this.draw();
  }
}

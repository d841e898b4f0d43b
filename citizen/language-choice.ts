import { type OfferedLanguage, readOffered, VIETNAMESE } from '../common/client/language-words.ts';
import { element } from './draw.ts';

/** Said in both, since it is read before a language is chosen. */
const LABEL = 'Ngôn ngữ · Language';

/**
 * Where a page's language is changed: one button where there is one other language, a list where there are more. Each by
 * its own name.
 */
export class LanguageChoice {
  private readonly place: HTMLElement;
  private readonly onChoose: (tag: string) => void;
  private offered: readonly OfferedLanguage[] = [VIETNAMESE];
  private shown = 'vi';

  constructor(place: HTMLElement, onChoose: (tag: string) => void) {
    this.place = place;
    this.onChoose = onChoose;
  }

  /** Asks the hall which languages there are; out of its reach the list stays as it was. */
  async start(): Promise<void> {
    const offered = await readOffered();
    if (offered !== null) this.offered = offered;
    this.draw();
  }

  /** Shows in which language the page is. */
  show(tag: string): void {
    if (tag === this.shown) return;
    this.shown = tag;
    this.draw();
  }

  private draw(): void {
    const { offered, shown } = this;
    const others = offered.filter(({ tag }) => tag !== shown);
    const [other] = others;
    if (other === undefined) this.place.replaceChildren();
    else if (others.length === 1) this.place.replaceChildren(this.button(other));
    else this.place.replaceChildren(this.list());
  }

  private button({ tag, name }: OfferedLanguage): HTMLElement {
    const made = element('button', '', name);
    made.type = 'button';
    made.lang = tag;
    made.addEventListener('click', () => this.onChoose(tag));
    return made;
  }

  private list(): HTMLElement {
    const options = this.offered.map(({ tag, name }) => {
      const option = element('option', '', name);
      Object.assign(option, { value: tag, lang: tag, selected: tag === this.shown });
      return option;
    });
    const made = element('select', '', ...options);
    made.setAttribute('aria-label', LABEL);
    made.addEventListener('change', () => this.onChoose(made.value));
    return made;
  }
}

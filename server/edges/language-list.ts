import type { HallLanguage } from '../../common/protocol/rest/languages.ts';
import type { Services } from './services.ts';

/** The installed languages: those that the hall offers in its order, the others by their tag. */
export function listedLanguages({ hall, languages }: Pick<Services, 'hall' | 'languages'>): HallLanguage[] {
  const { languages: offered } = hall.state.settings;
  const place = (tag: string) => (offered.includes(tag) ? offered.indexOf(tag) : offered.length);
  return languages
    .list()
    .map(({ card, missing }) => ({
      tag: card.tag,
      name: card.name,
      nameVi: card.nameVi,
      nameEn: card.nameEn,
      direction: card.direction,
      offered: offered.includes(card.tag),
      made: card.made,
      review: null,
      missing: [...missing],
    }))
    .sort((a, b) => place(a.tag) - place(b.tag) || (a.tag < b.tag ? -1 : 1));
}

import type { HallLanguage } from '../../common/protocol/rest/languages.ts';
import { nameFontOf } from '../languages/fonts.ts';
import type { Services } from './services.ts';

/** The installed languages: those that the hall offers in its order, the others by their tag. */
export function listedLanguages({ hall, languages }: Pick<Services, 'hall' | 'languages'>): HallLanguage[] {
  const { languages: offered } = hall.state.settings;
  const place = (tag: string) => (offered.includes(tag) ? offered.indexOf(tag) : offered.length);
  return languages
    .list()
    .map(({ card, missing, digest }) => ({
      tag: card.tag,
      name: card.name,
      nameVi: card.nameVi,
      nameEn: card.nameEn,
      direction: card.direction,
      nameFont: nameFontOf(card.tag),
      offered: offered.includes(card.tag),
      made: card.made,
      digest,
      review: reviewOf(hall, card.tag, digest),
      missing: [...missing],
    }))
    .sort((a, b) => place(a.tag) - place(b.tag) || (a.tag < b.tag ? -1 : 1));
}

/** Who signed the words last; a signature of other words holds no more. */
function reviewOf(
  { state, calendar }: Services['hall'],
  tag: string,
  digest: string,
): HallLanguage['review'] {
  const signed = state.languageReviews.get(tag);
  if (signed === undefined) return null;
  return {
    by: signed.reader,
    date: calendar.momentOf(signed.atMs).date,
    holds: signed.digest === digest,
  };
}

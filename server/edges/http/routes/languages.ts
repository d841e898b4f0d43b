import { refused } from '../../../../common/protocol/refusals.ts';
import { fontsOf } from '../../../languages/fonts.ts';
import { namesInHall } from '../../../languages/names-in-hall.ts';
import { listedLanguages } from '../../language-list.ts';
import { answer, defineRoute } from '../route.ts';

export const languageRoutes = [
  defineRoute('GET /languages', {
    summary: 'The languages that are installed, those that citizens choose from first',
    allowed: 'anyone',
    run: ({ services }) => answer({ languages: listedLanguages(services) }),
  }),
  defineRoute('GET /languages/:tag/words', {
    summary: 'What the kiosk, the phone, a board, a tablet or the public list says in one language',
    allowed: 'anyone',
    run: ({ services, params, query }) => {
      const language = services.languages.find(params.tag ?? '');
      if (language === undefined) return refused('not_found', `no language ${params.tag}`);
      const names = namesInHall(services.hall.state, services.errands.offer());
      return answer({
        tag: language.card.tag,
        direction: language.card.direction,
        ...services.languages.faceOf(language, query.face, names),
        fonts: fontsOf(language.card.tag),
      });
    },
  }),
];

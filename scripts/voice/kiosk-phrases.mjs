// What the speaking kiosk says, as phrases to be recorded: every sentence of its pages, every errand and every field of the
// templates, cut into pieces as it will be said. A hall's own names are no part of it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const COMMON = [
  'back',
  'yes',
  'no',
  'ok',
  'retry',
  'loading',
  'submit',
  'collect',
  'ask',
  'peopleWaiting',
  'nobodyWaiting',
  'aheadOfYou',
  'aheadNobody',
  'estimateRange',
  'estimateOne',
  'estimateSoon',
  'estimateOverMinutes',
  'estimateOverHours',
  'estimateOverHoursHalf',
  'languageName',
  'counterN',
];
/** Of times, dates and lists, which are composed. */
const JOINTS = { vi: ['giờ', 'phút', 'tháng', 'năm', 'ngày', 'Quầy'], en: ['Counter'] };

const jsonIn = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));

/**
 * Phrases of a language, each once. `load` imports a source of the project.
 * @returns {Promise<string[]>}
 */
export async function kioskPhrases(root, language, load) {
  const { kiosk } = await load(`common/i18n/${language}/kiosk.ts`);
  const { common } = await load(`common/i18n/${language}/common.ts`);
  const { estimate } = await load(`common/i18n/${language}/estimate.ts`);
  const { errors } = await load(`common/i18n/${language}/errors.ts`);
  const { speechPieces, phraseKey } = await load('common/voice/speech-pieces.ts');
  const { FIRST_SETTINGS } = await load('server/domain/state.ts');
  const said = (vietnamese, english) => (language === 'vi' ? vietnamese : english) ?? '';
  const errands = jsonIn(join(root, 'hall-data/errands')).flatMap((topic) =>
    [topic, ...topic.errands].flatMap((each) => [
      said(each.name, each.nameEn),
      said(each.where, each.whereEn),
    ]),
  );
  const fields = jsonIn(join(root, 'hall-data/templates')).flatMap((template) =>
    template.fields.flatMap((field) => [
      said(field.name, field.nameEn),
      said(field.everyday, field.everydayEn),
    ]),
  );
  const priorities = FIRST_SETTINGS.priorities.map((each) => said(each.name, each.nameEn));
  const sentences = [
    ...Object.values(kiosk),
    ...COMMON.map((key) => common[key]),
    estimate.noCounter,
    errors.connection_lost,
    errors.storage_failed,
    ...JOINTS[language],
    ...errands,
    ...fields,
    ...priorities,
  ];
  const voice = { language, dialect: 'south' };
  const phrases = new Map();
  for (const sentence of sentences) {
    for (const part of (sentence ?? '').split(/\{\w+\}/)) {
      for (const piece of speechPieces(part, voice)) {
        if (piece.kind === 'words') phrases.set(phraseKey(piece.words), piece.words);
      }
    }
  }
  return [...phrases.values()];
}

import type { Settings } from '../../common/protocol/catalogue.ts';
import type { PublicSettings } from '../../common/protocol/views.ts';

/** Settings of a hall as screens see them. */
export function publicSettingsOf(change: Partial<Settings> = {}): PublicSettings {
  return {
    hallName: 'Trung tâm Phục vụ hành chính công phường Tân Mai',
    hallNameEn: 'Tân Mai Ward Public Administration Service Centre',
    superiorName: 'UBND phường Tân Mai',
    address: '',
    priorities: [],
    pauseReasons: [],
    parkReasons: [],
    ticketAdvice: '',
    ticketAdviceEn: '',
    languages: ['vi', 'en'],
    dialect: 'south',
    announceEnglish: false,
    volume: 1,
    mutedHours: [],
    kioskIdleSeconds: 60,
    guidanceField: null,
    boardMedia: 'off',
    numbersPerPerson: null,
    awayAlertMinutes: 5,
    discipline: { kind: 'accumulating', weight: 2 },
    noShow: { endsAfterCalls: 3, returnsAfterSeconds: 45 },
    zones: [],
    timeZone: 'Asia/Ho_Chi_Minh',
    ...change,
  };
}

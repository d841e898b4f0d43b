import { formatTime } from '../../../../common/i18n/format.ts';
import { refused } from '../../../../common/protocol/refusals.ts';
import { announcement } from '../../../../common/voice/announcement.ts';
import { namesOn, weekdayOf } from '../../../domain/calendar.ts';
import { publicRecords } from '../../../hall/view/records.ts';
import { readAnnouncement } from '../../../languages/read-announcement.ts';
import { defineRoute } from '../route.ts';

/** Languages whose announcement has its numbers in words, as a voice needs them. */
const SPOKEN = ['vi', 'en'] as const;

export const announceRoutes = [
  defineRoute('GET /announce', {
    summary: 'Lines and waits as text to be read aloud',
    allowed: 'anyone',
    anyOrigin: true,
    run: ({ services, query }) => {
      const { hall } = services;
      const moment = hall.moment();
      const names = namesOn(hall.state, moment.date);
      const { languages } = services;
      if (!languages.has(query.lang)) return refused('invalid_input', `no language ${query.lang}`);
      const fields = publicRecords(hall.state, moment, hall.calendar.zone)
        .flatMap((each) => (each.kind === 'field' && each.field.active ? [each] : []))
        .sort((a, b) => a.field.sort - b.field.sort)
        .map(({ field, waiting, estimate, issuing }) => ({
          name: languages.name(query.lang, field.name, field.nameEn),
          waiting,
          estimate,
          isOpen: issuing.open,
        }));
      const name = languages.name(query.lang, names.hallName, names.hallNameEn);
      const clock = hall.clock.nowMs();
      const now = formatTime(clock, { timeZone: hall.calendar.zone });
      const weekday = weekdayOf(moment.date);
      const best = (services.figures.bestKnown()?.best ?? []).filter(
        (each) => each.weekday === weekday && each.to > now,
      );
      const { dialect } = hall.state.settings;
      const spoken = SPOKEN.find((each) => each === query.lang);
      const text =
        spoken === undefined
          ? readAnnouncement(name, fields, languages.say(query.lang, 'publication'), best)
          : announcement(name, fields, { language: spoken, dialect }, best);
      const content = `${text}\n`;
      return { ok: true, value: { status: 200, raw: { type: 'text/plain; charset=utf-8', content } } };
    },
  }),
];

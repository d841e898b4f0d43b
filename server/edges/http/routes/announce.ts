import { formatTime } from '../../../../common/i18n/format.ts';
import { announcement } from '../../../../common/voice/announcement.ts';
import { namesOn, weekdayOf } from '../../../domain/calendar.ts';
import { publicRecords } from '../../../hall/view/records.ts';
import { defineRoute } from '../route.ts';

export const announceRoutes = [
  defineRoute('GET /announce', {
    summary: 'Lines and waits as text to be read aloud',
    allowed: 'anyone',
    anyOrigin: true,
    run: ({ services, query }) => {
      const { hall } = services;
      const moment = hall.moment();
      const names = namesOn(hall.state, moment.date);
      const isVietnamese = query.lang === 'vi';
      const fields = publicRecords(hall.state, moment, hall.calendar.zone)
        .flatMap((each) => (each.kind === 'field' && each.field.active ? [each] : []))
        .sort((a, b) => a.field.sort - b.field.sort)
        .map(({ field, waiting, estimate, issuing }) => ({
          name: isVietnamese ? field.name : field.nameEn || field.name,
          waiting,
          estimate,
          isOpen: issuing.open,
        }));
      const name = isVietnamese ? names.hallName : names.hallNameEn || names.hallName;
      const voice = { language: query.lang, dialect: hall.state.settings.dialect };
      const clock = hall.clock.nowMs();
      const now = formatTime(clock, { timeZone: hall.calendar.zone });
      const weekday = weekdayOf(moment.date);
      const best = (services.figures.bestKnown()?.best ?? []).filter(
        (each) => each.weekday === weekday && each.to > now,
      );
      const content = `${announcement(name, fields, voice, best)}\n`;
      return { ok: true, value: { status: 200, raw: { type: 'text/plain; charset=utf-8', content } } };
    },
  }),
];

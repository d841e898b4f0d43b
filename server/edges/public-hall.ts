import type { PublicHall } from '../../common/protocol/rest/live.ts';
import { hallHours, namesOn } from '../domain/calendar.ts';
import { publicRecords } from '../hall/view/records.ts';
import type { Services } from './services.ts';

/** The hall as anyone may see it. */
export function publicHall(services: Pick<Services, 'hall' | 'figures'>): PublicHall {
  const { hall } = services;
  const live = publicRecords(hall.state, hall.moment(), hall.calendar.zone);
  const { hallName, hallNameEn, superiorName } = namesOn(hall.state, hall.moment().date);
  const { address } = hall.state.settings;
  const { date } = hall.moment();
  return {
    hall: { name: hallName, nameEn: hallNameEn, superiorName, address, date: hall.state.day },
    hours: hallHours(hall.state, date),
    bestTimes: services.figures.bestKnown(),
    fields: live.flatMap((r) =>
      r.kind === 'field'
        ? [
            {
              code: r.field.code,
              name: r.field.name,
              nameEn: r.field.nameEn,
              waiting: r.waiting,
              estimate: r.estimate,
              issuing: r.issuing,
              counters: r.counters.map((counter) => counter.label),
            },
          ]
        : [],
    ),
    counters: live.flatMap((r) =>
      r.kind === 'counter'
        ? [{ code: r.code, label: r.label, state: r.state, number: r.present?.number ?? null }]
        : [],
    ),
    calls: live
      .flatMap((r) =>
        r.kind === 'call' ? [{ number: r.number, counterLabel: r.counterLabel, at: r.at }] : [],
      )
      .reverse(),
  };
}

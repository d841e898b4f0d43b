import { LocalDate } from '../../../../common/protocol/primitives.ts';
import { refused } from '../../../../common/protocol/refusals.ts';
import { namesOn } from '../../../domain/calendar.ts';
import { OPEN_DATA_COLUMNS } from '../../../publication/open-data.ts';
import { answer, defineRoute } from '../route.ts';

const DAY_MS = 86_400_000;
/** So many closed days are listed; older ones answer by their address all the same. */
const LISTED_DAYS = 366;

const later = () => refused('internal', 'the figures cannot be made just now; ask again in a while');

export const publicationRoutes = [
  defineRoute('GET /public/times', {
    summary: 'How long people waited by weekday and half-hour, and the best times to come',
    allowed: 'anyone',
    anyOrigin: true,
    run: async ({ services }) => {
      const times = await services.figures.times();
      return times === null ? later() : answer(times);
    },
  }),
  defineRoute('GET /public/statement', {
    summary: 'What a month was like: how many came, how long they waited, what they said',
    allowed: 'anyone',
    anyOrigin: true,
    run: async ({ services, query }) => {
      const statement = await services.figures.statement(query.month ?? services.figures.lastMonth());
      return statement === null ? later() : answer(statement);
    },
  }),
  defineRoute('GET /public/data', {
    summary: 'What the open data of closed days is, and where its files are',
    allowed: 'anyone',
    anyOrigin: true,
    run: ({ services }) => {
      const { hall } = services;
      const { date: today } = hall.moment();
      const first = services.reads.firstDay();
      const days: string[] = [];
      for (let at = Date.parse(today) - DAY_MS; days.length < LISTED_DAYS; at -= DAY_MS) {
        const date = new Date(at).toISOString().slice(0, 10);
        if (first === null || date < first) break;
        days.push(date);
      }
      return answer({
        title: 'Số lượt người dân đến bộ phận một cửa mỗi ngày',
        description:
          'Số lượt lấy số theo lĩnh vực và theo nửa giờ của từng ngày đã khép, mỗi ngày một tệp CSV. Ô dưới 5 lượt để trống.',
        publisher: namesOn(hall.state, today).hallName,
        license: 'https://creativecommons.org/licenses/by/4.0/',
        language: 'vi',
        accrualPeriodicity: 'http://purl.org/cld/freq/daily',
        distribution: days.map((date) => ({
          date,
          address: `/api/v1/public/data/${date}`,
          mediaType: 'text/csv',
        })),
        columns: OPEN_DATA_COLUMNS,
      });
    },
  }),
  defineRoute('GET /public/data/:date', {
    summary: 'Open data of a closed day as CSV',
    allowed: 'anyone',
    anyOrigin: true,
    run: async ({ services, params }) => {
      const date = LocalDate.safeParse(params.date);
      if (!date.success) return refused('bad_date', 'no such day');
      const first = services.reads.firstDay();
      if (date.data >= services.hall.moment().date || first === null || date.data < first)
        return refused('not_found', 'there is no open data of this day');
      const content = await services.figures.openData(date.data);
      if (content === null) return later();
      return { ok: true, value: { status: 200, raw: { type: 'text/csv; charset=utf-8', content } } };
    },
  }),
];

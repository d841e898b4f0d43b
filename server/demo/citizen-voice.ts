import type { Hall } from '../hall/hall.ts';
import type { Agenda } from './agenda.ts';
import type { Chance } from './chance.ts';
import { type Hands, PHONE, tabletAt } from './hands.ts';
import { SUPERVISOR } from './people.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** Of those served so many tap a face at the counter, and so many of the others rate by phone later. */
const AT_TABLET = 0.32;
const BY_PHONE = 0.06;
const BUSINESS = 0.15;
const ANSWERS_MORE = 0.4;
/** Slips in the letter box a day. */
const SLIPS = 3;

/** How often each level is chosen, the best first. */
const LEVELS = [
  { level: 5, until: 0.46 },
  { level: 4, until: 0.8 },
  { level: 3, until: 0.92 },
  { level: 2, until: 0.98 },
  { level: 1, until: 1 },
] as const;

const COMMENTS = [
  'Cán bộ hướng dẫn dễ hiểu',
  'Giải quyết nhanh hơn tôi nghĩ',
  'Nên có thêm ghế ngồi chờ',
  'Phải quay lại hai lần vì thiếu giấy tờ',
  'Bảng gọi số rõ, dễ theo dõi',
  'Buổi sáng đông, chờ hơi lâu',
];

/** What the sample citizens say of their visits; nobody real. */
export class CitizenVoice {
  private readonly hall: Hall;
  private readonly agenda: Agenda;
  private readonly hands: Hands;
  private readonly chance: Chance;

  constructor(around: { hall: Hall; agenda: Agenda; hands: Hands; chance: Chance }) {
    this.hall = around.hall;
    this.agenda = around.agenda;
    this.hands = around.hands;
    this.chance = around.chance;
  }

  /** A visit has ended at a counter: some say at once what it was like, some later, most nothing. */
  afterVisit(ticket: string, counter: string): void {
    const { agenda, chance, hands } = this;
    const who = chance.happens(AT_TABLET) ? tabletAt(counter) : chance.happens(BY_PHONE) ? PHONE : null;
    if (who === null) return;
    const delayMs = who === PHONE ? chance.between(3, 60) * MINUTE_MS : chance.between(4, 25) * SECOND_MS;
    const comment = who === PHONE && chance.happens(0.5) ? (chance.pick(COMMENTS) ?? '') : '';
    const said = { ticket, comment, ...this.answers() };
    agenda.in(delayMs, async () => {
      await hands.give(who, 'opinion:give', said);
    });
  }

  /** The supervisor empties the letter box. @param atMs hall time */
  letterBox(atMs: number): void {
    const { agenda, chance, hands, hall } = this;
    agenda.at(atMs, async () => {
      const fields = [...hall.state.fields.keys()];
      for (let slip = 0; slip < SLIPS; slip += 1)
        await hands.give(SUPERVISOR.username, 'opinion:key-in', {
          source: chance.happens(0.3) ? 'post' : 'paper',
          date: hall.state.day ?? hall.moment().date,
          field: chance.pick(fields) ?? null,
          batch: 'Thùng thư góp ý',
          comment: chance.happens(0.3) ? (chance.pick(COMMENTS) ?? '') : '',
          ...this.answers(),
        });
    });
  }

  private answers() {
    const { chance, hall } = this;
    const level = this.level();
    const near = () => Math.min(5, Math.max(1, level + (chance.happens(0.3) ? -1 : 0)));
    const criteria = chance.happens(ANSWERS_MORE)
      ? hall.state.settings.opinionCriteria
          .filter((each) => each.active)
          .map(({ code }) => ({ code, level: near() }))
      : [];
    const respondent = chance.happens(BUSINESS) ? ('business' as const) : ('citizen' as const);
    return { level, criteria, respondent };
  }

  private level(): number {
    const drawn = this.chance.share();
    return LEVELS.find((each) => drawn < each.until)?.level ?? 4;
  }
}

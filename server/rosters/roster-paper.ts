import type { Agency } from '../../common/protocol/catalogue.ts';
import type { Officer } from '../../common/protocol/people.ts';
import type { PlanWait, StaffingPlan } from '../../common/protocol/plan.ts';
import type { RosterAnswer, RosterTurn } from '../../common/protocol/roster-draft.ts';
import type { PageWords } from '../documents/page-words.ts';
import type { PaperBlock, PaperColumn, PaperDocument } from '../documents/paper.ts';
import { periodInWords, shortDay } from '../documents/period-words.ts';
import { rosterSheets } from './roster-sheets.ts';

/** What the paper is written from. */
export interface RosterPaperFacts {
  readonly answer: RosterAnswer;
  readonly planned: StaffingPlan;
  readonly agencies: readonly Agency[];
  readonly officers: readonly Officer[];
  readonly hallName: string;
  readonly superiorName: string;
  readonly page: PageWords;
  readonly madeBy: string;
  readonly madeAt: string;
}

const DASH = '–';
const vi1 = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });
const number = (value: number | null) => (value === null ? DASH : vi1.format(value));
const percent = (share: number | null) =>
  share === null ? DASH : `${vi1.format(Math.floor(share * 1000) / 10)} %`;
const within = (wait: PlanWait | null) => percent(wait?.withinTargetShare ?? null);
const mean = (wait: PlanWait | null) => number(wait?.meanMinutes ?? null);

const left = (title: string, share: number): PaperColumn => ({ title, share, align: 'left' });
const right = (title: string, share: number): PaperColumn => ({ title, share, align: 'right' });
const centre = (title: string, share: number): PaperColumn => ({ title, share, align: 'center' });

/** The proposal as a paper in the layout of NĐ 30/2020, and its sheets. */
export function rosterPaper(facts: RosterPaperFacts): PaperDocument {
  const { answer, planned, page, hallName } = facts;
  const fill = (text: string) =>
    text
      .replaceAll('{hall}', hallName)
      .replaceAll('{period}', periodInWords(planned.from, planned.to))
      .replaceAll('{tickets}', number(planned.tickets))
      .replaceAll('{days}', number(planned.recordedDays))
      .replaceAll('{target}', percent(planned.target.share))
      .replaceAll('{minutes}', number(planned.target.minutes));
  const basis = fill(page.basis).split('\n');
  const empty = answer.roster.places.filter((_, at) => usualOf(facts, at) === null).length;
  const gaps = answer.roster.problems.filter((each) => each.severity !== 'note').length;
  return {
    kind: 'paper',
    title: `Phương án bố trí ${answer.from} – ${answer.to}`,
    subject: `Bố trí công chức, viên chức làm việc tại Bộ phận Một cửa\n(từ ngày ${shortDay(answer.from)} đến ngày ${shortDay(answer.to)})`,
    hallName,
    superiorName: facts.superiorName,
    page,
    madeBy: facts.madeBy,
    madeAt: facts.madeAt,
    ...(empty + gaps === 0
      ? {}
      : {
          draft: `Dự thảo, chưa trình ký được: ${empty} trong ${answer.roster.places.length} quầy chưa có người, ${gaps} chỗ chưa bố trí đủ.`,
        }),
    blocks: [
      ...basis.map((text, at): PaperBlock => ({ kind: at === basis.length - 1 ? 'text' : 'basis', text })),
      ...volumes(facts),
      ...pools(facts),
      ...places(facts),
      ...changes(facts),
      ...agreements(facts),
      ...rotations(facts),
      ...missing(facts),
    ],
    closing: fill(page.closing),
    sheets: rosterSheets(facts),
  };
}

const heading = (text: string): PaperBlock => ({ kind: 'heading', text });

/** What each field gets to do, and how it fares today and by the plan. */
export function volumeTable(planned: StaffingPlan): PaperBlock {
  return {
    kind: 'table',
    columns: [
      left('Lĩnh vực', 3.2),
      right('Lượt trong kỳ', 1.1),
      right('Lượt mỗi ngày', 1.1),
      right('Phút mỗi lượt', 1),
      right('Số người nếu bố trí riêng', 1.2),
      right('Đúng mục tiêu hiện nay', 1.3),
      right('Đúng mục tiêu theo phương án', 1.3),
      right('Chờ trung bình theo phương án (phút)', 1.3),
    ],
    rows: planned.fields.map((field) => [
      field.name,
      number(field.tickets),
      number(field.perDay),
      number(field.serviceMinutes),
      number(field.officialsAlone),
      within(field.waitPresent),
      within(field.waitPlanned),
      mean(field.waitPlanned),
    ]),
  };
}

function volumes({ planned }: RosterPaperFacts): PaperBlock[] {
  return [
    heading('1. Khối lượng giao dịch và số người cần theo từng lĩnh vực'),
    volumeTable(planned),
    ...planned.reasons.slice(0, 1).map(({ vi }): PaperBlock => ({ kind: 'text', text: vi })),
  ];
}

function pools(facts: RosterPaperFacts): PaperBlock[] {
  const { groups } = facts.answer.roster;
  const names = fieldsOf(facts);
  return [
    heading('2. Nhóm lĩnh vực giao kiêm nhiệm'),
    {
      kind: 'table',
      columns: [
        centre('Nhóm', 1.1),
        left('Lĩnh vực', 5),
        right('Số người', 1),
        left('Hỗ trợ khi vắng khách', 2.5),
        centre('Trực thay', 1.4),
      ],
      rows: groups.map((group) => [
        group.letter,
        names(group.fields),
        number(group.officials),
        names(group.helpingFields) || DASH,
        group.coveredBy === null
          ? group.officials > 1
            ? 'Trong nhóm'
            : DASH
          : `Nhóm ${groups[group.coveredBy]?.letter ?? ''}`,
      ]),
    },
  ];
}

/** Who sits at a place most, and on how many of its sessions. */
export function usualOf(facts: Pick<RosterPaperFacts, 'answer'>, place: number): string | null {
  const counts = new Map<string, number>();
  for (const session of facts.answer.roster.days.flatMap((day) => day.sessions)) {
    const officer = session.turns[place]?.officer;
    if (officer) counts.set(officer, (counts.get(officer) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function places(facts: RosterPaperFacts): PaperBlock[] {
  const { answer } = facts;
  const names = fieldsOf(facts);
  const records = new Map(facts.officers.map((each) => [each.username, each]));
  const agencies = new Map(facts.agencies.map((each) => [each.code, each]));
  return [
    heading('3. Công chức, viên chức tại từng quầy'),
    {
      kind: 'table',
      columns: [
        left('Quầy', 1.1),
        centre('Nhóm', 1.1),
        left('Lĩnh vực', 3.4),
        left('Họ và tên', 2.2),
        left('Cơ quan cử', 2),
        left('Đơn vị chi trả', 2),
      ],
      rows: answer.roster.places.map((place, at) => {
        const username = usualOf(facts, at);
        const record = username === null ? undefined : records.get(username);
        const agency = record?.agency == null ? undefined : agencies.get(record.agency);
        return [
          place.label,
          answer.roster.groups[place.group]?.letter ?? '',
          names(place.fields),
          username === null ? 'Chưa có người' : nameOf(facts, username),
          agency?.name ?? DASH,
          (record?.payingUnit || agency?.payingUnit) ?? DASH,
        ].map((cell) => cell || DASH);
      }),
    },
  ];
}

const NOON_MINUTE = 720;

/** Sessions in which somebody else sits at a place than usually, put together by place and person. */
function changes(facts: RosterPaperFacts): PaperBlock[] {
  const { roster } = facts.answer;
  const found = new Map<string, { label: string; who: string; note: string; at: string[] }>();
  roster.places.forEach((place, at) => {
    const usual = usualOf(facts, at);
    for (const day of roster.days)
      for (const session of day.sessions) {
        const turn = session.turns[at];
        if (!turn || (turn.officer === usual && turn.covers.length === 0)) continue;
        if (turn.officer === null && !turn.needed) continue;
        const note = noteOf(facts, turn);
        const key = `${at} ${turn.officer} ${note}`;
        const known = found.get(key) ?? {
          label: place.label,
          who: turn.officer === null ? 'Chưa có người' : nameOf(facts, turn.officer),
          note,
          at: [],
        };
        known.at.push(
          `${session.fromMinute < NOON_MINUTE ? 'sáng' : 'chiều'} ${shortDay(day.date).slice(0, 5)}`,
        );
        found.set(key, known);
      }
  });
  const rows = [...found.values()].map((each) => [
    each.label,
    each.at.join(', '),
    each.who,
    each.note || DASH,
  ]);
  return [
    heading('4. Những buổi bố trí khác (nghỉ phép, trực thay)'),
    rows.length === 0
      ? { kind: 'text', text: 'Không có.' }
      : {
          kind: 'table',
          columns: [left('Quầy', 1.2), left('Buổi', 3.5), left('Họ và tên', 2.5), left('Ghi chú', 3)],
          rows,
        },
  ];
}

function noteOf(facts: RosterPaperFacts, turn: RosterTurn): string {
  const { groups } = facts.answer.roster;
  const names = fieldsOf(facts);
  return turn.covers.map((group) => `Trực thay ${names(groups[group]?.fields ?? [])}`).join('; ');
}

function agreements(facts: RosterPaperFacts): PaperBlock[] {
  const seated = new Set(
    facts.answer.roster.days.flatMap((day) =>
      day.sessions.flatMap((session) => session.turns.flatMap((turn) => turn.officer ?? [])),
    ),
  );
  const rows = facts.agencies
    .filter((agency) => agency.needsAgreement && agency.active)
    .flatMap((agency) => {
      const own = facts.officers.filter((each) => each.agency === agency.code && seated.has(each.username));
      if (own.length === 0 && agency.agreedFrom === null) return [];
      const time =
        agency.agreedFrom === null
          ? 'Chưa thống nhất'
          : `Từ ${shortDay(agency.agreedFrom)}${agency.agreedTo === null ? '' : ` đến ${shortDay(agency.agreedTo)}`}`;
      return [
        [
          agency.name,
          number(own.length),
          `${time}${agency.agreedOfficers === null ? '' : `, không quá ${agency.agreedOfficers} người`}`,
          agency.agreementNote || DASH,
          agency.payingUnit || DASH,
        ],
      ];
    });
  return [
    heading('5. Thống nhất với cơ quan cử người'),
    rows.length === 0
      ? { kind: 'text', text: 'Không có người của cơ quan phải thống nhất.' }
      : {
          kind: 'table',
          columns: [
            left('Cơ quan', 2.5),
            right('Số người', 1),
            left('Đã thống nhất', 2.8),
            left('Văn bản', 2),
            left('Đơn vị chi trả', 2),
          ],
          rows,
        },
  ];
}

function rotations({ answer }: RosterPaperFacts): PaperBlock[] {
  const lines = answer.roster.rotations.map(({ reason }) => reason.vi);
  return [
    heading('6. Đề nghị luân phiên (không tăng biên chế)'),
    lines.length === 0
      ? { kind: 'text', text: 'Không có ai đến hạn luân phiên trong thời gian này.' }
      : { kind: 'items', lines },
  ];
}

function missing({ answer }: RosterPaperFacts): PaperBlock[] {
  const lines = answer.roster.problems.filter((each) => each.severity !== 'note').map(({ vi }) => vi);
  return lines.length === 0 ? [] : [heading('7. Những chỗ chưa bố trí được'), { kind: 'items', lines }];
}

/** Names of fields, joined by "+" as groups are written. */
function fieldsOf({ answer }: Pick<RosterPaperFacts, 'answer'>): (codes: readonly string[]) => string {
  const names = new Map(answer.fields.map((each) => [each.code, each.name]));
  return (codes) => codes.map((code) => names.get(code) ?? code).join(' + ');
}

const nameOf = ({ answer }: Pick<RosterPaperFacts, 'answer'>, username: string) =>
  answer.officers.find((each) => each.username === username)?.name ?? username;

import type { DecisionKind, MonthDecision, MonthPage } from '../../common/protocol/month.ts';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import type { RosterAnswer } from '../../common/protocol/roster-draft.ts';
import type { PageWords } from '../documents/page-words.ts';
import type { PaperBlock, PaperColumn, PaperDocument, PaperSheet } from '../documents/paper.ts';
import { periodInWords, shortDay } from '../documents/period-words.ts';
import { postingOn } from '../domain/postings.ts';
import type { HallFacts } from '../planning/hall-facts.ts';
import { volumeTable } from '../rosters/roster-paper.ts';
import { type NamedPost, namedPosts, reserveOf } from './named-posts.ts';
import { namesOf, postedToday } from './plan-standing.ts';

/** What a paper of the month is written from. */
export interface MonthPaperFacts {
  readonly month: MonthPage;
  readonly decision: MonthDecision;
  readonly plan: StaffingPlan;
  /** Null: no counter of the hall can take a group of the plan. */
  readonly roster: RosterAnswer | null;
  readonly facts: HallFacts;
  /** Displayed name of an account. */
  readonly nameOf: (username: string) => string;
  readonly hallName: string;
  readonly superiorName: string;
  readonly page: PageWords;
  readonly madeBy: string;
  readonly madeAt: string;
}

const SUBJECTS: Readonly<Record<DecisionKind, string>> = {
  staff: 'Về việc bố trí công chức, viên chức làm việc tại Bộ phận Một cửa',
  training: 'Về việc đào tạo, điều động công chức, viên chức cho Bộ phận Một cửa',
  agreement: 'Về việc thống nhất giao kiêm nhiệm lĩnh vực của cơ quan ngoài',
  counters: 'Về việc mở thêm quầy tiếp nhận tại Bộ phận Một cửa',
  postings: 'Về việc gia hạn, thay thế công chức, viên chức hết thời gian bố trí',
};

const DASH = '–';
const vi1 = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });
const left = (title: string, share: number): PaperColumn => ({ title, share, align: 'left' });
const right = (title: string, share: number): PaperColumn => ({ title, share, align: 'right' });
const centre = (title: string, share: number): PaperColumn => ({ title, share, align: 'center' });
const heading = (text: string): PaperBlock => ({ kind: 'heading', text });
const text = (text: string): PaperBlock => ({ kind: 'text', text });

/** A decision as a paper to sign in the layout of NĐ 30/2020, with its lists as annexes and as sheets. */
export function monthPaper(all: MonthPaperFacts): PaperDocument {
  const { decision, plan, page, hallName, month } = all;
  const fill = (words: string) =>
    words
      .replaceAll('{hall}', hallName)
      .replaceAll('{addressee}', page.addressee)
      .replaceAll('{period}', periodInWords(plan.from, plan.to))
      .replaceAll('{tickets}', vi1.format(plan.tickets))
      .replaceAll('{days}', vi1.format(plan.recordedDays));
  const basis = fill(page.basis).split('\n');
  const lists = listsOf(all);
  return {
    kind: 'paper',
    title: `Tờ trình ${SUBJECTS[decision.kind].slice('Về việc '.length)} ${month.from} – ${month.to}`,
    subject: SUBJECTS[decision.kind],
    hallName,
    superiorName: all.superiorName,
    page,
    madeBy: all.madeBy,
    madeAt: all.madeAt,
    ...(decision.draft === null ? {} : { draft: decision.draft.vi }),
    blocks: [
      ...basis.map(
        (words, at): PaperBlock => ({ kind: at === basis.length - 1 ? 'text' : 'basis', text: words }),
      ),
      heading('1. Sự cần thiết'),
      text(decision.why.vi),
      text(`Số người cần: ${month.needed.value}. ${month.needed.doubt.vi}`),
      text(`Số người đang có: ${month.present.value}. ${month.present.doubt.vi}`),
      ...month.standing.faults.map((fault) => text(fault.vi)),
      heading('2. Nội dung trình'),
      text(decision.what.vi),
      ...lists.body,
      heading('3. Nếu không thực hiện'),
      text(decision.ifRefused.vi),
    ],
    closing: fill(page.closing),
    annexes: lists.annexes,
    sheets: lists.sheets,
  };
}

interface Lists {
  readonly body: readonly PaperBlock[];
  readonly annexes: NonNullable<PaperDocument['annexes']>;
  readonly sheets: readonly PaperSheet[];
}

function listsOf(all: MonthPaperFacts): Lists {
  switch (all.decision.kind) {
    case 'staff':
      return staffLists(all);
    case 'training':
      return oneList('Vị trí cần đào tạo, điều động', TRAINING_COLUMNS, trainingRows(all));
    case 'agreement':
      return oneList('Lĩnh vực đề nghị thống nhất giao kiêm nhiệm', AGREEMENT_COLUMNS, agreementRows(all));
    case 'counters':
      return oneList('Các nhóm cần quầy', GROUP_COLUMNS, groupRows(all));
    case 'postings':
      return oneList('Công chức, viên chức sắp hết thời gian bố trí', POSTING_COLUMNS, postingRows(all));
  }
}

function sheetOf(
  name: string,
  columns: readonly PaperColumn[],
  rows: readonly (readonly string[])[],
): PaperSheet {
  return {
    name,
    columns: columns.map(({ title, share }) => ({ title, kind: 'text', width: Math.round(10 + share * 8) })),
    rows,
  };
}

function oneList(
  title: string,
  columns: readonly PaperColumn[],
  rows: readonly (readonly string[])[],
): Lists {
  return {
    body: [{ kind: 'table', columns, rows }],
    annexes: [],
    sheets: [sheetOf(title, columns, rows)],
  };
}

const GROUP_COLUMNS = [
  centre('Nhóm', 0.8),
  left('Lĩnh vực', 5),
  left('Hỗ trợ khi vắng khách', 3),
  right('Số người', 1),
];
const TRAINING_COLUMNS = [
  centre('Nhóm', 0.8),
  left('Lĩnh vực phải làm được', 6),
  right('Số người còn thiếu', 1.5),
];
const AGREEMENT_COLUMNS = [left('Cơ quan', 3), left('Lĩnh vực', 4), centre('Nhóm giao chung', 1.5)];
const POSTING_COLUMNS = [
  left('Họ và tên', 3),
  left('Cơ quan cử', 3),
  centre('Ngày cuối', 1.5),
  left('Lĩnh vực đang làm', 4),
];
const POST_COLUMNS = [
  left('Họ và tên', 2.4),
  left('Cơ quan cử', 2),
  left('Nhiệm vụ (lĩnh vực)', 4),
  left('Quầy', 1.2),
  centre('Thời gian dự kiến', 2),
];
const RESERVE_COLUMNS = [
  left('Họ và tên', 2.4),
  left('Cơ quan cử', 2),
  left('Trực thay được (lĩnh vực)', 5.2),
  centre('Thời gian dự kiến', 2),
];

const LETTERS = 26;
const letterOf = (place: number) =>
  `${String.fromCharCode(65 + (place % LETTERS))}${place < LETTERS ? '' : Math.floor(place / LETTERS) + 1}`;

function groupRows({ plan }: MonthPaperFacts): string[][] {
  return plan.groups.map((group, at) => [
    letterOf(at),
    namesOf(plan, group.fields),
    namesOf(plan, group.helpingFields) || DASH,
    vi1.format(group.officials),
  ]);
}

function trainingRows({ month, plan }: MonthPaperFacts): string[][] {
  return month.standing.training.map(({ group, missing, fields }) => [
    letterOf(group),
    namesOf(plan, fields),
    vi1.format(missing),
  ]);
}

function agreementRows({ month, plan }: MonthPaperFacts): string[][] {
  return month.standing.notAgreed.map(({ agencyName, fields, group }) => [
    agencyName,
    namesOf(plan, fields),
    letterOf(group),
  ]);
}

function postingRows({ facts, nameOf, plan }: MonthPaperFacts): string[][] {
  const agencies = new Map(facts.agencies.map((agency) => [agency.code, agency.name]));
  return postedToday(facts)
    .filter(
      (officer) => postingOn(officer, facts.today, facts.settings.postingWarningDays).state === 'ending',
    )
    .map((officer) => [
      nameOf(officer.username),
      (officer.agency && agencies.get(officer.agency)) || DASH,
      officer.postedTo === null ? DASH : shortDay(officer.postedTo),
      namesOf(plan, officer.qualifiedFields),
    ]);
}

/** Who is put forward: officials by name with task, counter and days, and who stands ready. */
function staffLists(all: MonthPaperFacts): Lists {
  const { plan, month } = all;
  const posts = namedPosts(all);
  const days = (until: string | null) =>
    `${shortDay(month.from)} – ${shortDay(until !== null && until < month.to ? until : month.to)}`;
  const row = (post: NamedPost) => [
    post.name ?? 'Chưa có người',
    post.agency || DASH,
    namesOf(plan, post.fields) + (post.helping.length === 0 ? '' : `; hỗ trợ ${namesOf(plan, post.helping)}`),
    post.counter || DASH,
    days(post.postedTo),
  ];
  const official = posts.map(row);
  const reserve = reserveOf(all).map((each) => [
    each.name ?? '',
    each.agency || DASH,
    namesOf(plan, each.fields),
    days(each.postedTo),
  ]);
  return {
    body: [
      { kind: 'table', columns: GROUP_COLUMNS, rows: groupRows(all) },
      text(
        'Danh sách chính thức, dự phòng, nhiệm vụ và thời gian dự kiến: Phụ lục I. Khối lượng và kết quả dự kiến: Phụ lục II.',
      ),
    ],
    annexes: [
      {
        title: 'Danh sách công chức, viên chức',
        blocks: [
          heading('I. Nhân sự chính thức'),
          { kind: 'table', columns: POST_COLUMNS, rows: official },
          heading('II. Nhân sự dự phòng'),
          reserve.length === 0
            ? text('Chưa có ai dự phòng.')
            : { kind: 'table', columns: RESERVE_COLUMNS, rows: reserve },
        ],
      },
      { title: 'Khối lượng giao dịch và kết quả dự kiến theo lĩnh vực', blocks: [volumeTable(plan)] },
    ],
    sheets: [
      sheetOf('Chính thức', POST_COLUMNS, official),
      sheetOf('Dự phòng', RESERVE_COLUMNS, reserve),
      sheetOf('Nhóm', GROUP_COLUMNS, groupRows(all)),
    ],
  };
}

import type { RosterAnswer } from '../../common/protocol/roster-draft.ts';
import type { PaperSheet } from '../documents/paper.ts';
import type { CellKind, DocumentCell } from '../documents/report-document.ts';

const NOON_MINUTE = 720;
const WEEKDAYS = ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'];
const SEVERITIES = { gap: 'Thiếu', short: 'Chưa đủ', note: 'Lưu ý' } as const;

const sessionOf = (fromMinute: number) => (fromMinute < NOON_MINUTE ? 'Sáng' : 'Chiều');
const weekdayOf = (date: string) => WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
const dayTitle = (date: string) => `${weekdayOf(date)} ${date.slice(8)}/${date.slice(5, 7)}`;

const column = (title: string, kind: CellKind, width: number) => ({ title, kind, width });

/** Sheets of a roster: the weeks, each turn by counter, each person, and what is missing. */
export function rosterSheets({ answer }: { readonly answer: RosterAnswer }): PaperSheet[] {
  const { roster } = answer;
  const fieldNames = new Map(answer.fields.map((each) => [each.code, each.name]));
  const fields = (codes: readonly string[]) => codes.map((code) => fieldNames.get(code) ?? code).join(', ');
  const people = new Map(answer.officers.map((each) => [each.username, each]));
  const name = (username: string | null) =>
    username === null ? '' : (people.get(username)?.name ?? username);
  const sessions = roster.days.flatMap((day) => day.sessions.map((session) => ({ day, session })));
  const sessionColumns = (width: number) =>
    sessions.map(({ day, session }) =>
      column(`${dayTitle(day.date)} ${sessionOf(session.fromMinute).toLowerCase()}`, 'text', width),
    );
  const weeks: PaperSheet = {
    name: 'Bảng tuần',
    columns: [
      column('Quầy', 'text', 14),
      column('Nhóm', 'text', 8),
      column('Lĩnh vực', 'text', 32),
      ...sessionColumns(18),
    ],
    rows: roster.places.map((place, at) => [
      place.label,
      roster.groups[place.group]?.letter ?? '',
      fields(place.fields),
      ...sessions.map(({ session }): DocumentCell => name(session.turns[at]?.officer ?? null) || null),
    ]),
  };
  const byCounter: PaperSheet = {
    name: 'Theo quầy',
    columns: [
      column('Quầy', 'text', 14),
      column('Ngày', 'date', 12),
      column('Thứ', 'text', 10),
      column('Buổi', 'text', 8),
      column('Họ và tên', 'text', 24),
      column('Cơ quan cử', 'text', 26),
      column('Lĩnh vực chính', 'text', 36),
      column('Lĩnh vực hỗ trợ', 'text', 30),
      column('Lý do', 'text', 48),
    ],
    rows: sessions.flatMap(({ day, session }) =>
      session.turns.map((turn): DocumentCell[] => [
        roster.places[turn.place]?.label ?? '',
        day.date,
        weekdayOf(day.date),
        sessionOf(session.fromMinute),
        name(turn.officer) || null,
        turn.officer === null ? null : (people.get(turn.officer)?.agencyName ?? null),
        fields(turn.primaryFields),
        fields(turn.helpingFields) || null,
        turn.reason.vi,
      ]),
    ),
  };
  const byOfficer: PaperSheet = {
    name: 'Theo người',
    columns: [
      column('Họ và tên', 'text', 24),
      column('Cơ quan cử', 'text', 26),
      column('Số buổi ngồi quầy', 'count', 12),
      column('Số buổi kiêm thêm', 'count', 12),
      column('Số buổi dự phòng', 'count', 12),
      column('Số buổi nghỉ, vắng', 'count', 12),
      ...sessionColumns(14),
    ],
    rows: answer.officers.map((person): DocumentCell[] => {
      const load = roster.loads.find((each) => each.officer === person.username);
      return [
        person.name,
        person.agencyName || null,
        load?.sessions ?? 0,
        load?.helpingSessions ?? 0,
        load?.reserveSessions ?? 0,
        load?.awaySessions ?? 0,
        ...sessions.map(({ session }) => {
          const turn = session.turns.find((each) => each.officer === person.username);
          if (turn) return roster.places[turn.place]?.label ?? '';
          if (session.away.includes(person.username)) return 'Nghỉ, vắng';
          return session.reserve.includes(person.username) ? 'Dự phòng' : null;
        }),
      ];
    }),
  };
  const lacking: PaperSheet = {
    name: 'Thiếu',
    columns: [column('Mức', 'text', 12), column('Việc cần xem', 'text', 100), column('Số ngày', 'count', 10)],
    rows: roster.problems.map((each) => [SEVERITIES[each.severity], each.vi, each.dates.length || null]),
  };
  return [weeks, byOfficer, byCounter, lacking];
}

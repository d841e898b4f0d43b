import type { StaffingPlan } from '../../common/protocol/plan.ts';
import type { RosterAnswer } from '../../common/protocol/roster-draft.ts';
import { bringRecord, madeRecord, workingDates } from '../planning/planned-hall.ts';
import { type RestAnswer, RestHall } from '../support/rest-hall.ts';

/** Officials of the made hall: account, displayed name, fields. */
export const OFFICERS = [
  [
    'lan',
    'Nguyễn Thị Lan',
    [
      'chung-thuc-ho-tich',
      'noi-vu-xa-hoi',
      'kinh-doanh-xay-dung',
      'nong-nghiep-moi-truong',
      'tra-ket-qua',
      'van-thu',
    ],
  ],
  [
    'tam',
    'Lê Văn Tám',
    ['kinh-doanh-xay-dung', 'chung-thuc-ho-tich', 'nong-nghiep-moi-truong', 'tra-ket-qua'],
  ],
  [
    'hoa',
    'Trần Thị Hoa',
    [
      'kinh-doanh-xay-dung',
      'chung-thuc-ho-tich',
      'noi-vu-xa-hoi',
      'nong-nghiep-moi-truong',
      'tra-ket-qua',
      'van-thu',
    ],
  ],
  ['binh', 'Phạm Văn Bình', ['chung-thuc-ho-tich', 'noi-vu-xa-hoi', 'tra-ket-qua', 'van-thu']],
] as const;

/** A hall of the commune's template with a record, a plan made from it, and four officials. */
export class RosterHall extends RestHall {
  boss = '';
  lead = '';
  clerk = '';
  plan = '';

  override async begin(): Promise<this> {
    // The day of the test clock is a public holiday: the hall works on the next.
    this.clock.minutes(24 * 60);
    await super.begin();
    this.boss = await this.person('chu-tich', 'chairman', 'Phạm Thị Chủ');
    this.lead = await this.person('phu-trach', 'supervisor', 'Trần Văn Phú');
    for (const [username, name, qualifiedFields] of OFFICERS) {
      const token = await this.person(username, 'clerk', name);
      if (username === 'lan') this.clerk = token;
      await this.done('PUT', `/officers/${username}`, { qualifiedFields });
    }
    const record = madeRecord(
      [
        { code: 'kinh-doanh-xay-dung', perDay: 32, serviceMinutes: 12 },
        { code: 'chung-thuc-ho-tich', perDay: 12, serviceMinutes: 8 },
        { code: 'noi-vu-xa-hoi', perDay: 10, serviceMinutes: 5 },
      ],
      workingDates(12),
    );
    await bringRecord(this.folder, record);
    const { body } = await this.ask(this.lead, 'POST', '/staffing/plan', {
      from: '2026-10-01',
      to: '2026-11-20',
      days: 50,
    });
    this.planned = body as unknown as StaffingPlan;
    const { body: list } = await this.ask(this.lead, 'GET', '/staffing/plans');
    this.plan = (list.plans as { id: string }[])[0]?.id ?? '';
    return this;
  }

  planned!: StaffingPlan;

  /** Asks as the supervisor for what must not be refused. */
  async done(method: string, path: string, body?: unknown): Promise<RestAnswer> {
    const answer = await this.ask(this.lead, method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer;
  }

  /** A draft for the week of today. */
  async draft(more: object = {}): Promise<RosterAnswer> {
    const { body } = await this.done('POST', '/rosters', {
      plan: this.plan,
      from: '2026-11-25',
      weeks: 1,
      ...more,
    });
    return body as unknown as RosterAnswer;
  }

  async read(id: string): Promise<RosterAnswer> {
    return (await this.done('GET', `/rosters/${id}`)).body as unknown as RosterAnswer;
  }

  /** A draft that was confirmed. */
  async confirmed(): Promise<RosterAnswer> {
    const draft = await this.draft();
    await this.done('POST', `/rosters/${draft.id}/confirm`, { revision: draft.revision });
    return draft;
  }
}

import type { Purpose } from '../../common/protocol/primitives.ts';
import type { FieldRecord, LineTicketRecord } from '../../common/protocol/views.ts';

const PURPOSES: readonly Purpose[] = ['submit', 'collect', 'submit', 'ask'];
/** Every so many of those who come has priority. */
const PRIORITY_EVERY = 4;

/** The made-up people of a practice, as they draw numbers one after the other. */
export class Comers {
  private readonly drawn = new Map<string, number>();
  private came = 0;
  private readonly fields: readonly FieldRecord[];
  private readonly priorities: readonly string[];

  constructor(fields: readonly FieldRecord[], priorities: readonly string[]) {
    this.fields = fields;
    this.priorities = priorities;
  }

  /**
   * The next one's ticket. @param at ISO @param fields among which they go in turn
   * @param wanted what a clerk chose for them; left out: the practice's own turn
   */
  next(
    at: string,
    fields: readonly string[],
    wanted: { readonly field: string | undefined; readonly priority: string | null | undefined },
  ): LineTicketRecord {
    this.came += 1;
    const field = wanted.field ?? fields[this.came % fields.length] ?? '';
    const count = this.drawn.get(field) ?? 0;
    this.drawn.set(field, count + 1);
    const ticketId = `practice-${this.came}`;
    const byTurn = this.came % PRIORITY_EVERY === 0 ? (this.priorities[0] ?? null) : null;
    return {
      kind: 'ticket',
      id: `ticket/${ticketId}`,
      ticketId,
      number: this.numberOf(field, count),
      field,
      drawnField: field,
      procedure: null,
      dossierCode: null,
      purpose: PURPOSES[this.came % PURPOSES.length] ?? 'submit',
      priority: wanted.priority === undefined ? byTurn : wanted.priority,
      state: 'waiting',
      issuedAt: at,
      orderedAt: at,
      eligibleAt: null,
      calledAt: null,
      startedAt: null,
      counter: null,
      reservedFor: null,
      callCount: 0,
      reason: null,
      parkReason: null,
    };
  }

  private numberOf(field: string, count: number): string {
    const range = this.fields.find((each) => each.field.code === field)?.field.range;
    if (range === undefined) return String(count + 1);
    return `${range.prefix}${String(range.start + count).padStart(range.digits, '0')}`;
  }
}

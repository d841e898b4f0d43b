import type { AwayRecord } from '../../../common/protocol/views.ts';
import type { Hall } from '../../hall/hall.ts';
import type { OfficerSigns } from '../../hall/officer-signs.ts';

/** Open counters at whose machine nobody is, as pages of staff are told. */
export class AwayOfficers {
  private readonly hall: Hall;
  private readonly signs: Pick<OfficerSigns, 'away'>;
  private told = new Map<string, AwayRecord>();

  constructor(hall: Hall, signs: Pick<OfficerSigns, 'away'>) {
    this.hall = hall;
    this.signs = signs;
  }

  records(): AwayRecord[] {
    return [...this.hall.state.counters.values()].flatMap((counter) => {
      const away = counter.state === 'open' ? this.signs.away(counter) : null;
      if (away === null) return [];
      const { code } = counter.definition;
      return [
        {
          kind: 'away' as const,
          id: `away/${code}` as const,
          counter: code,
          gone: away.gone,
          since: new Date(away.sinceMs).toISOString(),
        },
      ];
    });
  }

  /** What changed since the last time this was asked; null: nothing. */
  news(): { readonly put: readonly AwayRecord[]; readonly drop: readonly string[] } | null {
    const now = new Map(this.records().map((each) => [each.id, each]));
    const put = [...now.values()].filter((each) => {
      const before = this.told.get(each.id);
      return before?.since !== each.since || before.gone !== each.gone;
    });
    const drop = [...this.told.keys()].filter((id) => !now.has(id as AwayRecord['id']));
    this.told = now;
    return put.length + drop.length === 0 ? null : { put, drop };
  }
}

import type { Amendment, CounterRecord, FieldRecord, ViewRecord } from '../../../common/protocol/views.ts';

/**
 * What hardly ever changes of a field and a counter is most of their record: names, everyday words, hours. It is sent
 * when it is another than last time, and a call sends the rest. The state replaces these parts whenever they change, so
 * that the same reference is the same content.
 */
export class Amendments {
  private readonly told = new Map<string, readonly unknown[]>();

  /** Parts records into those told whole and those of which the client holds what stands. */
  of(records: readonly ViewRecord[]): { put: ViewRecord[]; amend: Amendment[] } {
    const put: ViewRecord[] = [];
    const amend: Amendment[] = [];
    for (const record of records) {
      if (record.kind !== 'field' && record.kind !== 'counter') {
        put.push(record);
        continue;
      }
      const standing = record.kind === 'field' ? [record.field] : standingOf(record);
      const told = this.told.get(record.id);
      if (told?.every((part, at) => part === standing[at]))
        amend.push(record.kind === 'field' ? movingOfField(record) : movingOfCounter(record));
      else put.push(record);
      this.told.set(record.id, standing);
    }
    return { put, amend };
  }

  /** Every client reads the whole view again. */
  forget(): void {
    this.told.clear();
  }
}

function standingOf(record: CounterRecord): readonly unknown[] {
  const { label, spokenNumber, primaryFields, helpingFields, active } = record;
  return [label, spokenNumber, primaryFields, helpingFields, active];
}

function movingOfField({ id, waiting, longestSince, counters, issuing, estimate }: FieldRecord): Amendment {
  return { id, waiting, longestSince, counters, issuing, estimate };
}

function movingOfCounter({ id, state, pauseReason, pausedSince, present }: CounterRecord): Amendment {
  return { id, state, pauseReason, pausedSince, present };
}

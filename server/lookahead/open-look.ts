import type { Database } from 'better-sqlite3';
import type { Hall } from '../hall/hall.ts';
import type { HallFacts } from '../planning/hall-facts.ts';
import { LoanRecord } from './loan-record.ts';
import { LookDesk } from './look-desk.ts';

/** The look ahead of a hall, which follows what happens in it. */
export function openLook(around: {
  readonly db: Database;
  readonly file: string;
  readonly dataDir: string;
  readonly hall: Hall;
  readonly facts: () => HallFacts;
  readonly onError: (error: unknown, what: string) => void;
}): LookDesk {
  const { hall, file, facts, onError } = around;
  const loans = new LoanRecord({
    ...around,
    targetMs: (field) => (hall.state.fields.get(field)?.targetMinutes ?? 15) * 60_000,
  });
  const desk = new LookDesk({
    file,
    facts,
    loans,
    onError,
    state: () => hall.state,
    calendar: hall.calendar,
    nowMs: () => hall.clock.nowMs(),
  });
  hall.subscribe((events) => desk.follow(events));
  return desk;
}

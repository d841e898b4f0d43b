import type { PlanQuestion } from './question.ts';

/** What one official of the plan must hold, by place of the fields. */
export type Seat = readonly number[];

/**
 * Seats that nobody registered can fill, in a largest matching of seats and officials qualified for all their fields.
 * @returns places of the seats; none when the hall keeps no register. Source: Kuhn's augmenting paths, 1955.
 */
export function unfilledSeats(seats: readonly Seat[], officers: PlanQuestion['officers']): number[] {
  if (officers === null) return [];
  const seatOf = new Array<number>(officers.length).fill(-1);
  const fits = (seat: Seat, officer: number) =>
    seat.every((field) => officers[officer]?.qualified.has(field) ?? false);
  const place = (seat: number, asked: Set<number>): boolean => {
    for (let officer = 0; officer < officers.length; officer++) {
      if (asked.has(officer) || !fits(seats[seat] ?? [], officer)) continue;
      asked.add(officer);
      const holder = seatOf[officer] as number;
      if (holder >= 0 && !place(holder, asked)) continue;
      seatOf[officer] = seat;
      return true;
    }
    return false;
  };
  return seats.flatMap((_, seat) => (place(seat, new Set()) ? [] : [seat]));
}

/** How many seats nobody registered can fill. */
export function emptySeats(seats: readonly Seat[], officers: PlanQuestion['officers']): number {
  return unfilledSeats(seats, officers).length;
}

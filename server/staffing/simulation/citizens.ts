/** One citizen of a day, before anything has happened. What belongs to the person never depends on the hall. */
export interface Citizen {
  /** When the number is drawn, ms of the day's clock. */
  readonly arrivesAtMs: number;
  /** Place of the field in the hall's list. */
  readonly field: number;
  /** 0 ordinary, else the number of a priority class. */
  readonly priority?: number;
  /** From the call to the end, ms. */
  readonly serviceMs: number;
  /** How many calls go unanswered before the citizen comes. */
  readonly absences?: number;
  /** Leaves after waiting so long without a call, ms; absent: never. */
  readonly patienceMs?: number;
}

/**
 * All citizens of a day in order of arrival, a column each, as the simulation reads them. Drawn once and run through
 * every hall compared: common random numbers, with the same people bringing the same work.
 */
export interface Citizens {
  readonly count: number;
  readonly arrivesAtMs: Float64Array;
  readonly field: Uint16Array;
  readonly priority: Uint8Array;
  readonly serviceMs: Float64Array;
  readonly absences: Uint8Array;
  /** Infinite: never leaves. */
  readonly patienceMs: Float64Array;
}

/** Columns for so many citizens, all zero; patience is endless. */
export function citizenColumns(count: number): Citizens {
  return {
    count,
    arrivesAtMs: new Float64Array(count),
    field: new Uint16Array(count),
    priority: new Uint8Array(count),
    serviceMs: new Float64Array(count),
    absences: new Uint8Array(count),
    patienceMs: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
  };
}

/** A day of these citizens, put in order of arrival. */
export function citizensOf(list: readonly Citizen[]): Citizens {
  const columns = citizenColumns(list.length);
  const inOrder = list.map((citizen, place) => ({ citizen, place }));
  inOrder.sort((a, b) => a.citizen.arrivesAtMs - b.citizen.arrivesAtMs || a.place - b.place);
  for (const [at, { citizen }] of inOrder.entries()) {
    columns.arrivesAtMs[at] = citizen.arrivesAtMs;
    columns.field[at] = citizen.field;
    columns.priority[at] = citizen.priority ?? 0;
    columns.serviceMs[at] = citizen.serviceMs;
    columns.absences[at] = citizen.absences ?? 0;
    columns.patienceMs[at] = citizen.patienceMs ?? Number.POSITIVE_INFINITY;
  }
  return columns;
}

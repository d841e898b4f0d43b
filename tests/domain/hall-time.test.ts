import { describe, expect, test } from 'vitest';
import { advance, type HallTime, shiftedBy, stepTo, timeFrom } from '../../server/domain/hall-time.ts';

const START_MS = Date.UTC(2026, 10, 24, 0, 30);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A machine whose two clocks are moved by hand. */
class Machine {
  machineMs = START_MS;
  monotonicMs = 5_000;

  /** Time goes by. @param driftMs what the wall clock gains on it */
  passes(ms: number, driftMs = 0): this {
    this.machineMs += ms + driftMs;
    this.monotonicMs += ms;
    return this;
  }

  /** A hand or NTP sets the wall clock. */
  jumps(ms: number): this {
    this.machineMs += ms;
    return this;
  }

  get reading() {
    return { machineMs: this.machineMs, monotonicMs: this.monotonicMs };
  }
}

function begun(machine: Machine): HallTime {
  return timeFrom(machine.machineMs, machine.reading, null);
}

describe('hall time while the hall runs', () => {
  test.each([HOUR_MS, -HOUR_MS, DAY_MS, -DAY_MS, 400 * DAY_MS, -9_000 * DAY_MS])(
    '[TIME1] a jump of the machine’s clock by %d ms does not move it, and is told',
    (jumpMs) => {
      const machine = new Machine();
      let time = begun(machine);
      time = advance(time, machine.jumps(jumpMs).reading);
      expect(time).toMatchObject({ hallMs: START_MS, code: 'clock_jumped', following: false });
      time = advance(time, machine.passes(10 * 60_000).reading);
      expect(time).toMatchObject({ hallMs: START_MS + 10 * 60_000, code: 'clock_jumped' });
    },
  );

  test('[TIME1] when the machine’s clock is put right again they go together again', () => {
    const machine = new Machine();
    let time = advance(begun(machine), machine.jumps(DAY_MS).reading);
    time = advance(time, machine.passes(HOUR_MS).reading);
    time = advance(time, machine.jumps(-DAY_MS + 700).reading);
    expect(time).toMatchObject({ hallMs: START_MS + HOUR_MS + 700, code: null, following: true });
  });

  test('[TIME1] it follows what NTP slews, and stands still rather than go back where NTP takes back a little', () => {
    const machine = new Machine();
    let time = begun(machine);
    let before = time.hallMs;
    for (let minute = 0; minute < 600; minute += 1) {
      time = advance(time, machine.passes(60_000, minute < 300 ? -30 : 30).reading);
      expect(time.hallMs).toBeGreaterThanOrEqual(before);
      before = time.hallMs;
    }
    expect(time).toMatchObject({ hallMs: machine.machineMs, code: null });
    time = advance(time, machine.jumps(-1_500).reading);
    expect(time).toMatchObject({ hallMs: before, code: null });
  });

  test('[TIME1] a monotonic clock that were to go back takes nothing from it', () => {
    const machine = new Machine();
    const time = advance(begun(machine), { machineMs: START_MS - HOUR_MS, monotonicMs: 0 });
    expect(time.hallMs).toBe(START_MS);
  });

  test('[TIME5] a step forward is taken at once; a step back is waited for', () => {
    const ahead = new Machine();
    const forward = stepTo(advance(begun(ahead), ahead.jumps(HOUR_MS).reading));
    expect(forward).toMatchObject({ hallMs: START_MS + HOUR_MS, following: true, code: null });

    const behind = new Machine();
    let time = stepTo(advance(begun(behind), behind.jumps(-HOUR_MS).reading));
    time = advance(time, behind.passes(HOUR_MS / 2).reading);
    expect(time).toMatchObject({ hallMs: START_MS, standing: true, code: 'clock_jumped' });
    time = advance(time, behind.passes(HOUR_MS).reading);
    expect(time).toMatchObject({ hallMs: behind.machineMs, following: true, code: null });
  });

  test('[TIME4] a corrected day moves it by what the stretch moves, and not onto a clock that is still wrong', () => {
    const machine = new Machine();
    const time = advance(begun(machine), machine.jumps(-DAY_MS).reading);
    expect(shiftedBy(time, -DAY_MS)).toMatchObject({ hallMs: START_MS - DAY_MS, following: true });
    expect(shiftedBy(time, DAY_MS)).toMatchObject({ hallMs: START_MS + DAY_MS, code: 'clock_jumped' });
  });
});

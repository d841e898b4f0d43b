import { describe, expect, test } from 'vitest';
import { transition } from '../../../hardware/printers/printer-machine.ts';
import { pollBusyMs, pollIdleMs, settleMs } from '../../../hardware/printers/printer-machine-draft.ts';
import {
  initialMachine,
  isAway,
  type JobPart,
  type MachineEffect,
  type MachineEvent,
  type MachineState,
  type TimerName,
} from '../../../hardware/printers/printer-machine-state.ts';
import { loadPrinterModels } from '../../../hardware/printers/printer-model.ts';
import { processIdBytes } from '../../../hardware/printers/status/status-requests.ts';

const models = loadPrinterModels();

/** Drives the machine and keeps what it asked for, in words. */
class Bench {
  state: MachineState = initialMachine;
  private readonly setting;

  constructor(modelName: string, writesConfirm = false) {
    const model = models.get(modelName);
    if (model === undefined) throw new Error(modelName);
    this.setting = { model, writesConfirm };
  }

  on(...events: MachineEvent[]): string[] {
    const words: string[] = [];
    for (const event of events) {
      const next = transition(this.state, event, this.setting);
      this.state = next.state;
      // Silence has a test of its own; its timer runs beside all others.
      const told = next.effects.filter(
        (effect) => effect.do !== 'no-timer' && (effect.do !== 'timer' || effect.timer !== 'silence'),
      );
      words.push(...told.map(inWords));
    }
    return words;
  }

  /** Answers a round that is under way. */
  answer(round: readonly [number, number, number, number] = [0x12, 0x12, 0x12, 0x12]): string[] {
    return this.on(...round.map((byte) => ({ type: 'frame', frame: { kind: 'real-time', byte } }) as const));
  }

  /** Jobs come to an idle printer, which says first that it can print: the last word of it. */
  take(...jobIds: string[]): string | undefined {
    this.on(...jobIds.map(queued));
    return this.answer().at(-1);
  }

  /** The dots of the job in hand leave and are received; its cut leaves. */
  deliver(): string[] {
    const { lastMark } = this.state;
    return [...this.on(written(lastMark, 'dots')), ...this.answer(), ...this.on(written(lastMark, 'cut'))];
  }

  ready(): this {
    this.on({ type: 'start' }, { type: 'opened' });
    if (this.state.asking !== null) this.answer();
    return this;
  }
}

function inWords(effect: MachineEffect): string {
  switch (effect.do) {
    case 'ask':
      return `ask ${effect.topic}`;
    case 'send':
      return `${effect.part} of ${effect.jobId}${effect.cutFirst ? ' after a cut' : ''}`;
    case 'again':
      return `again ${effect.jobId}`;
    case 'settle':
      return `${effect.outcome} ${effect.jobId}${effect.reason === undefined ? '' : ` ${effect.reason}`}`;
    case 'timer':
      return `${effect.timer} in ${effect.delayMs}`;
    default:
      return effect.do;
  }
}

const queued = (jobId: string): MachineEvent => ({ type: 'queued', jobId });
const written = (mark: number, part: JobPart): MachineEvent => ({
  type: 'written',
  mark,
  part,
  paperMs: 900,
});
const timer = (name: TimerName): MachineEvent => ({
  type: 'timer',
  timer: name,
});
const paper = (byte: number): MachineEvent => ({ type: 'frame', frame: { kind: 'paper', byte } });
const paperOut = [0x1a, 0x32, 0x12, 0x7e] as const;

describe('one printer as a state machine', () => {
  test('asks a whole round of status before it sends the first job', () => {
    const bench = new Bench('generic-80');
    expect(bench.on({ type: 'start' })).toEqual(['open']);
    expect(bench.on(queued('a'))).toEqual([]);
    expect(bench.on({ type: 'opened' })).toEqual(['ask 1', 'answer in 1000']);
    const after = bench.answer();
    expect(after.filter((word) => word.startsWith('ask'))).toEqual(['ask 2', 'ask 3', 'ask 4']);
    expect(after.at(-1)).toBe('dots of a');
  });

  test('holds one job in hand and keeps the order of the others', () => {
    const bench = new Bench('generic-80').ready();
    expect(bench.take('a', 'b', 'c')).toBe('dots of a');
    bench.deliver();
    expect(bench.on(paper(0)).filter((word) => !word.includes(' in '))).toEqual(['printed a', 'dots of b']);
    bench.deliver();
    expect(bench.on(paper(0)).filter((word) => !word.includes(' in '))).toEqual(['printed b', 'dots of c']);
  });

  test('does not call a job printed for an answer that came before its bytes had left', () => {
    const bench = new Bench('generic-80').ready();
    bench.take('a');
    expect(bench.on(paper(0))).toEqual([]);
    expect(bench.state.job?.step).toBe('sending');
  });

  test('takes only the mark of this sending from a printer that echoes marks', () => {
    const bench = new Bench('epson-tm-t88').ready();
    bench.take('a');
    bench.deliver();
    const echo = (mark: number): MachineEvent => ({
      type: 'frame',
      frame: { kind: 'process-id', mark: processIdBytes(mark) },
    });
    expect(bench.on(echo(7))).toEqual([]);
    expect(bench.on(echo(1))).toContain('printed a');
  });

  test('prints the whole ticket again when the paper ran out in its middle', () => {
    const bench = new Bench('generic-80').ready();
    bench.take('a');
    bench.deliver();
    bench.on(timer('poll'));
    expect(bench.answer(paperOut)).toContain('again a');
    expect(bench.state.job?.step).toBe('blocked');
    expect(bench.on(timer('poll'))).toContain('ask 1');
    expect(bench.answer()).toContain(`settle in ${settleMs}`);
    // The rest of the torn ticket comes out on the new roll and answers: that is not this ticket.
    expect(bench.on(paper(0))).toEqual([]);
    expect(bench.on(timer('settle'))).toContain('ask 1');
    expect(bench.answer().at(-1)).toBe('dots of a');
    bench.deliver();
    expect(bench.on(paper(0))).toContain('printed a');
  });

  test('does not call a ticket printed when the confirmation itself says that the paper is out', () => {
    const bench = new Bench('generic-80').ready();
    bench.take('a');
    bench.deliver();
    expect(bench.on(paper(0x0c)).join()).not.toContain('printed');
    expect(bench.state.job?.step).toBe('blocked');
  });

  test('waits with a stopped printer until the bytes still on their way have gone', () => {
    const bench = new Bench('epson-tm-t82').ready();
    bench.take('a');
    bench.on({ type: 'frame', frame: { kind: 'automatic', bytes: [0x18, 0, 0x0c, 0] } });
    expect(
      bench.on({ type: 'frame', frame: { kind: 'automatic', bytes: [0x10, 0, 0, 0] } }).join(),
    ).not.toContain('settle');
    expect(bench.on(written(1, 'dots')).join()).toContain(`settle in ${settleMs}`);
  });

  test('does not send while the paper is out, and sends by itself when it is back', () => {
    const bench = new Bench('generic-80');
    bench.on({ type: 'start' }, { type: 'opened' });
    expect(bench.answer(paperOut)).toContain(`poll in ${pollBusyMs}`);
    expect(bench.on(queued('a'))).toEqual([]);
    bench.on(timer('poll'));
    expect(bench.answer().at(-1)).toBe('dots of a');
  });

  test('gives a printer that is merely offline more time instead of printing twice', () => {
    const bench = new Bench('generic-80').ready();
    bench.take('a');
    bench.deliver();
    bench.on(timer('confirm'));
    expect(bench.answer([0x5a, 0x1a, 0x12, 0x12])).toContain(`confirm in ${pollBusyMs}`);
    expect(bench.on(paper(0))).toContain('printed a');
  });

  test('says unconfirmed when a healthy printer does not confirm', () => {
    const bench = new Bench('generic-80').ready();
    bench.take('a');
    bench.deliver();
    bench.on(timer('confirm'));
    expect(bench.answer()).toContain('unconfirmed a no_confirmation');
  });

  test('asks a printer that cannot confirm in turn once the paper must be out', () => {
    const bench = new Bench('xprinter-xp80').ready();
    bench.take('a');
    expect(bench.deliver().at(-1)).toBe('confirm in 900');
    expect(bench.on(timer('confirm'))).toContain('ask 1');
    expect(bench.answer()).toContain('printed a');
  });

  test('prints on a mute printer all the same, and never calls it printed', () => {
    const bench = new Bench('generic-80');
    bench.on({ type: 'start' }, queued('a'), { type: 'opened' });
    expect(bench.on(timer('answer'))).toContain('whole of a');
    expect(bench.on(written(1, 'whole'))).toContain('confirm in 1000');
    expect(bench.on(timer('confirm'))).toContain('unconfirmed a no_answer');
  });

  test('asks nothing of a model without status', () => {
    const bench = new Bench('clone-no-status');
    expect(bench.on({ type: 'start' }, { type: 'opened' }, queued('a'))).toEqual(['open', 'whole of a']);
    expect(bench.on(written(1, 'whole'))).toEqual(['unconfirmed a no_confirmation']);
  });

  test('sends the dots again however often the link breaks before they were received, ever more seldom', () => {
    const bench = new Bench('generic-80').ready();
    bench.take('a');
    for (const pauseMs of [1, 2, 4, 8, 16, 20, 20].map((times) => times * settleMs)) {
      bench.on(written(bench.state.lastMark, 'dots'));
      expect(bench.on({ type: 'closed' }).join()).toContain('reopen in');
      bench.on(timer('reopen'), { type: 'opened' });
      expect(bench.answer()).toContain(`settle in ${pauseMs}`);
      expect(bench.on(timer('settle'))).toContain('ask 1');
      expect(bench.answer().at(-1)).toBe('dots of a');
    }
    bench.deliver();
    expect(bench.on(paper(0))).toContain('printed a');
  });

  test('does not send again what may have become a paper when the link breaks', () => {
    for (const upTo of ['cutting', 'confirming'] as const) {
      const bench = new Bench('generic-80').ready();
      bench.take('a');
      bench.on(written(1, 'dots'));
      bench.answer();
      if (upTo === 'confirming') bench.on(written(1, 'cut'));
      expect(bench.state.job?.step).toBe(upTo);
      expect(bench.on({ type: 'closed' })).toContain('unconfirmed a disconnected');
    }
  });

  test('cuts only after the printer has answered a question that left after the dots', () => {
    const bench = new Bench('generic-80').ready();
    expect(bench.take('a')).toBe('dots of a');
    expect(bench.on(written(1, 'dots'))).toEqual(['ask 1', 'answer in 1000']);
    expect(bench.on({ type: 'frame', frame: { kind: 'real-time', byte: 0x12 } }).join()).not.toContain('cut');
    expect(bench.answer([0x12, 0x12, 0x12, 0x12]).at(-1)).toBe('cut of a');
  });

  test('begins no job while a round of status is under way: its answers would speak of the time before', () => {
    const bench = new Bench('generic-80').ready();
    bench.on(timer('poll'));
    expect(bench.on(queued('a'))).toEqual([]);
    expect(bench.answer().at(-1)).toBe('dots of a');
  });

  test('separates what is left of a job that was taken back from the next ticket, and a job not from itself', () => {
    const bench = new Bench('generic-80').ready();
    bench.take('a', 'b');
    bench.on(written(1, 'dots'));
    bench.answer(paperOut);
    bench.on(timer('poll'));
    bench.answer();
    expect(bench.on(timer('settle'))).toContain('ask 1');
    expect(bench.answer().at(-1)).toBe('dots of a');
    bench.on(written(2, 'dots'));
    bench.answer(paperOut);
    bench.on({ type: 'removed', jobId: 'a' }, timer('poll'));
    expect(bench.answer().at(-1)).toBe('dots of b after a cut');
  });

  test('begins nothing while it is held, takes jobs in, and goes on when it is let', () => {
    const bench = new Bench('generic-80');
    bench.on({ type: 'held', held: true }, { type: 'start' }, queued('a'), { type: 'opened' });
    expect(bench.answer().at(-1)).toContain('poll in');
    expect(bench.on({ type: 'held', held: false })).toContain('ask 1');
    expect(bench.answer().at(-1)).toBe('dots of a');
  });

  test('finishes the job in hand while it is held, and sends nothing of it again', () => {
    const bench = new Bench('generic-80').ready();
    bench.take('a', 'b');
    bench.on({ type: 'held', held: true });
    bench.deliver();
    const words = bench.on(paper(0));
    expect(words).toContain('printed a');
    expect(words.join()).not.toContain('dots of b');
  });

  test('hangs up on a printer that has answered before and answers no more', () => {
    const bench = new Bench('generic-80').ready();
    expect(bench.on(timer('poll'), timer('answer'))).toContain(`poll in ${pollIdleMs}`);
    expect(bench.on(timer('poll'), timer('answer'))).toEqual([
      'ask 1',
      'answer in 1000',
      'close',
      'reopen in 1000',
    ]);
  });

  test('tries a printer that is away less and less often, at most every ten seconds', () => {
    const bench = new Bench('generic-80');
    bench.on({ type: 'start' });
    const waits = [1, 2, 4, 8, 10, 10].map((seconds) => {
      const [word] = bench.on({ type: 'closed' });
      bench.on(timer('reopen'));
      return [word, `reopen in ${seconds * 1_000}`];
    });
    for (const [word, expected] of waits) expect(word).toBe(expected);
  });

  test('sends nothing to an idle printer before it has said that it still has paper', () => {
    const bench = new Bench('generic-80').ready();
    expect(bench.on(queued('a'))).toEqual(['ask 1', 'answer in 1000']);
    // The roll ended since the last poll: the ticket stays here, where it can be taken back.
    expect(bench.answer(paperOut).join()).not.toContain('dots');
    bench.on({ type: 'removed', jobId: 'a' }, timer('poll'));
    expect(bench.answer().join()).not.toContain('dots');
  });

  test('needs no question between two tickets when the printer said at the end of the first that it can go on', () => {
    const bench = new Bench('generic-80').ready();
    bench.take('a', 'b');
    bench.deliver();
    expect(bench.on(paper(0))).toContain('dots of b');
  });

  test('hangs up within two answers’ time on a printer that went silent before its first ticket, and prints nothing blindly', () => {
    const bench = new Bench('generic-80').ready();
    bench.on(queued('a'));
    expect(bench.on(timer('answer'))).toContain('ask 1');
    expect(bench.on(timer('answer'))).toContain('close');
    // It takes the link again and stays silent, as a hanging printer does: it is no mute model.
    for (const pauseMs of [2_000, 4_000, 8_000]) {
      expect(bench.on(timer('reopen'), { type: 'opened' }, timer('answer')).slice(-2)).toEqual([
        'close',
        `reopen in ${pauseMs}`,
      ]);
      expect(isAway(bench.state)).toBe(true);
    }
    bench.on(timer('reopen'), { type: 'opened' });
    expect(isAway(bench.state)).toBe(true);
    expect(bench.answer().at(-1)).toBe('dots of a');
    expect(isAway(bench.state)).toBe(false);
  });

  test('takes a printer for a mute one when it was silent on twenty links in a row', () => {
    const bench = new Bench('generic-80').ready();
    bench.on(queued('a'), timer('answer'), timer('answer'));
    for (let link = 1; link < 20; link += 1)
      expect(bench.on(timer('reopen'), { type: 'opened' }, timer('answer'))).toContain('close');
    expect(bench.on(timer('reopen'), { type: 'opened' }, timer('answer'))).toContain('whole of a');
  });

  test('is shown as away while it is silent with a ticket in hand, and the ticket is not given up by that', () => {
    const bench = new Bench('generic-80').ready();
    bench.take('a');
    bench.on(written(1, 'dots'));
    expect(isAway(bench.state)).toBe(false);
    bench.on(timer('silence'));
    expect(isAway(bench.state)).toBe(true);
    expect(bench.state.job?.step).toBe('delivering');
    expect(bench.answer().at(-1)).toBe('cut of a');
    expect(isAway(bench.state)).toBe(false);
    bench.on(timer('silence'), written(1, 'cut'), paper(0));
    expect(isAway(bench.state)).toBe(false);
  });

  test('ignores answers to questions it has not asked', () => {
    const bench = new Bench('generic-80').ready();
    expect(bench.answer(paperOut)).toEqual([]);
    expect(bench.state.facts.paper).toBe('ok');
  });
});

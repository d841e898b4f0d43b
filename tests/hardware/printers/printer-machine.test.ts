import { describe, expect, it } from 'vitest';
import { pollBusyMs, pollIdleMs, settleMs, transition } from '../../../hardware/printers/printer-machine.ts';
import {
  initialMachine,
  type MachineEffect,
  type MachineEvent,
  type MachineState,
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
      words.push(...next.effects.filter((effect) => effect.do !== 'no-timer').map(inWords));
    }
    return words;
  }

  /** Answers a round that is under way. */
  answer(round: readonly [number, number, number, number] = [0x12, 0x12, 0x12, 0x12]): string[] {
    return this.on(...round.map((byte) => ({ type: 'frame', frame: { kind: 'real-time', byte } }) as const));
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
      return `send ${effect.jobId}`;
    case 'settle':
      return `${effect.outcome} ${effect.jobId}${effect.reason === undefined ? '' : ` ${effect.reason}`}`;
    case 'timer':
      return `${effect.timer} in ${effect.delayMs}`;
    default:
      return effect.do;
  }
}

const queued = (jobId: string): MachineEvent => ({ type: 'queued', jobId });
const written = (mark: number): MachineEvent => ({ type: 'written', mark, paperMs: 900 });
const timer = (name: 'poll' | 'answer' | 'confirm' | 'settle' | 'reopen'): MachineEvent => ({
  type: 'timer',
  timer: name,
});
const paper = (byte: number): MachineEvent => ({ type: 'frame', frame: { kind: 'paper', byte } });
const paperOut = [0x1a, 0x32, 0x12, 0x7e] as const;

describe('one printer as a state machine', () => {
  it('asks a whole round of status before it sends the first job', () => {
    const bench = new Bench('generic-80');
    expect(bench.on({ type: 'start' })).toEqual(['open']);
    expect(bench.on(queued('a'))).toEqual([]);
    expect(bench.on({ type: 'opened' })).toEqual(['ask 1', 'answer in 1000']);
    const after = bench.answer();
    expect(after.filter((word) => word.startsWith('ask'))).toEqual(['ask 2', 'ask 3', 'ask 4']);
    expect(after.at(-1)).toBe('send a');
  });

  it('holds one job in hand and keeps the order of the others', () => {
    const bench = new Bench('generic-80').ready();
    expect(bench.on(queued('a'), queued('b'), queued('c'))).toEqual(['send a']);
    expect(bench.on(written(1), paper(0)).filter((word) => !word.includes(' in '))).toEqual([
      'printed a',
      'send b',
    ]);
    expect(bench.on(written(2), paper(0)).filter((word) => !word.includes(' in '))).toEqual([
      'printed b',
      'send c',
    ]);
  });

  it('does not call a job printed for an answer that came before its bytes had left', () => {
    const bench = new Bench('generic-80').ready();
    bench.on(queued('a'));
    expect(bench.on(paper(0))).toEqual([]);
    expect(bench.state.job?.step).toBe('sending');
  });

  it('takes only the mark of this sending from a printer that echoes marks', () => {
    const bench = new Bench('epson-tm-t88').ready();
    bench.on(queued('a'), written(1));
    const echo = (mark: number): MachineEvent => ({
      type: 'frame',
      frame: { kind: 'process-id', mark: processIdBytes(mark) },
    });
    expect(bench.on(echo(7))).toEqual([]);
    expect(bench.on(echo(1))).toContain('printed a');
  });

  it('prints the whole ticket again when the paper ran out in its middle', () => {
    const bench = new Bench('generic-80').ready();
    bench.on(queued('a'), written(1), timer('poll'));
    bench.answer(paperOut);
    expect(bench.state.job?.step).toBe('blocked');
    expect(bench.on(timer('poll'))).toContain('ask 1');
    expect(bench.answer()).toContain(`settle in ${settleMs}`);
    // The rest of the torn ticket comes out on the new roll and answers: that is not this ticket.
    expect(bench.on(paper(0))).toEqual([]);
    expect(bench.on(timer('settle'))).toEqual(['send a']);
    expect(bench.on(written(2), paper(0))).toContain('printed a');
  });

  it('does not call a ticket printed when the confirmation itself says that the paper is out', () => {
    const bench = new Bench('generic-80').ready();
    bench.on(queued('a'), written(1));
    expect(bench.on(paper(0x0c)).join()).not.toContain('printed');
    expect(bench.state.job?.step).toBe('blocked');
  });

  it('waits with a stopped printer until the bytes still on their way have gone', () => {
    const bench = new Bench('epson-tm-t82').ready();
    bench.on(queued('a'));
    bench.on({ type: 'frame', frame: { kind: 'automatic', bytes: [0x18, 0, 0x0c, 0] } });
    expect(
      bench.on({ type: 'frame', frame: { kind: 'automatic', bytes: [0x10, 0, 0, 0] } }).join(),
    ).not.toContain('settle');
    expect(bench.on(written(1)).join()).toContain(`settle in ${settleMs}`);
  });

  it('does not send while the paper is out, and sends by itself when it is back', () => {
    const bench = new Bench('generic-80');
    bench.on({ type: 'start' }, { type: 'opened' });
    expect(bench.answer(paperOut)).toContain(`poll in ${pollBusyMs}`);
    expect(bench.on(queued('a'))).toEqual([]);
    bench.on(timer('poll'));
    expect(bench.answer().at(-1)).toBe('send a');
  });

  it('gives a printer that is merely offline more time instead of printing twice', () => {
    const bench = new Bench('generic-80').ready();
    bench.on(queued('a'), written(1), timer('confirm'));
    expect(bench.answer([0x5a, 0x1a, 0x12, 0x12])).toContain(`confirm in ${pollBusyMs}`);
    expect(bench.on(paper(0))).toContain('printed a');
  });

  it('says unconfirmed when a healthy printer does not confirm', () => {
    const bench = new Bench('generic-80').ready();
    bench.on(queued('a'), written(1), timer('confirm'));
    expect(bench.answer()).toContain('unconfirmed a no_confirmation');
  });

  it('asks a printer that cannot confirm in turn once the paper must be out', () => {
    const bench = new Bench('xprinter-xp80').ready();
    expect(bench.on(queued('a'), written(1))).toEqual(['send a', 'confirm in 900']);
    expect(bench.on(timer('confirm'))).toContain('ask 1');
    expect(bench.answer()).toContain('printed a');
  });

  it('prints on a mute printer all the same, and never calls it printed', () => {
    const bench = new Bench('generic-80');
    bench.on({ type: 'start' }, queued('a'), { type: 'opened' });
    expect(bench.on(timer('answer'))).toContain('send a');
    expect(bench.on(written(1))).toContain('confirm in 1000');
    expect(bench.on(timer('confirm'))).toContain('unconfirmed a no_answer');
  });

  it('asks nothing of a model without status', () => {
    const bench = new Bench('clone-no-status');
    expect(bench.on({ type: 'start' }, { type: 'opened' }, queued('a'))).toEqual(['open', 'send a']);
    expect(bench.on(written(1))).toEqual(['unconfirmed a no_confirmation']);
  });

  it('sends again after a lost link, and gives up after the third', () => {
    const bench = new Bench('generic-80').ready();
    bench.on(queued('a'), written(1));
    for (const mark of [2, 3]) {
      expect(bench.on({ type: 'closed' }).join()).toContain('reopen in');
      bench.on(timer('reopen'), { type: 'opened' });
      expect(bench.answer()).toContain(`settle in ${settleMs}`);
      expect(bench.on(timer('settle'), written(mark))).toContain('send a');
    }
    expect(bench.on({ type: 'closed' })).toContain('unconfirmed a disconnected');
  });

  it('calls a job failed when the link always broke before its last byte', () => {
    const bench = new Bench('clone-no-status').ready();
    bench.on(queued('a'));
    for (let time = 0; time < 2; time += 1)
      bench.on({ type: 'closed' }, timer('reopen'), { type: 'opened' }, timer('settle'));
    expect(bench.on({ type: 'closed' })).toContain('failed a disconnected');
  });

  it('hangs up on a printer that has answered before and answers no more', () => {
    const bench = new Bench('generic-80').ready();
    expect(bench.on(timer('poll'), timer('answer'))).toContain(`poll in ${pollIdleMs}`);
    expect(bench.on(timer('poll'), timer('answer'))).toEqual([
      'ask 1',
      'answer in 1000',
      'close',
      'reopen in 1000',
    ]);
  });

  it('tries a printer that is away less and less often, at most every ten seconds', () => {
    const bench = new Bench('generic-80');
    bench.on({ type: 'start' });
    const waits = [1, 2, 4, 8, 10, 10].map((seconds) => {
      const [word] = bench.on({ type: 'closed' });
      bench.on(timer('reopen'));
      return [word, `reopen in ${seconds * 1_000}`];
    });
    for (const [word, expected] of waits) expect(word).toBe(expected);
  });

  it('ignores answers to questions it has not asked', () => {
    const bench = new Bench('generic-80').ready();
    expect(bench.answer(paperOut)).toEqual([]);
    expect(bench.state.facts.paper).toBe('ok');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  factsFromAutomatic,
  factsFromRound,
  obstacle,
  paperFromAnswer,
} from '../../../hardware/printers/status/printer-facts.ts';
import {
  initialFraming,
  type StatusFrame,
  takeStatusBytes,
} from '../../../hardware/printers/status/status-framing.ts';
import { processIdBytes } from '../../../hardware/printers/status/status-requests.ts';

function frames(...pieces: number[][]): StatusFrame[] {
  let state = initialFraming;
  const all: StatusFrame[] = [];
  for (const piece of pieces) {
    const next = takeStatusBytes(state, piece);
    state = next.state;
    all.push(...next.frames);
  }
  return all;
}

const automatic: StatusFrame = { kind: 'automatic', bytes: [0x18, 0x00, 0x0c, 0x00] };

describe('status framing', () => {
  test.each<[string, number[][], StatusFrame[]]>([
    ['one real-time answer', [[0x12]], [{ kind: 'real-time', byte: 0x12 }]],
    ['an automatic status in one piece', [[0x18, 0, 0x0c, 0]], [automatic]],
    ['an automatic status byte by byte', [[0x18], [0], [0x0c], [0]], [automatic]],
    [
      'two answers joined',
      [[0x12, 0x16]],
      [
        { kind: 'real-time', byte: 0x12 },
        { kind: 'real-time', byte: 0x16 },
      ],
    ],
    [
      'a real-time answer that cuts into an automatic status',
      [[0x18, 0, 0x1a, 0x0c], [0]],
      [{ kind: 'real-time', byte: 0x1a }, automatic],
    ],
    [
      'a paper answer after an automatic status',
      [[0x18, 0, 0x0c, 0, 0x03]],
      [automatic, { kind: 'paper', byte: 3 }],
    ],
    [
      'a process-id answer',
      [
        [0x37, 0x22, 0x21],
        [0x20, 0x20, 0x20, 0],
      ],
      [{ kind: 'process-id', mark: [0x21, 0x20, 0x20, 0x20] }],
    ],
    [
      'an automatic status broken off by the next one',
      [
        [0x18, 0],
        [0x18, 0, 0x0c, 0],
      ],
      [{ kind: 'noise', byte: 0x18 }, { kind: 'noise', byte: 0 }, automatic],
    ],
    [
      'flow control and letters of a network adapter as noise',
      [[0x11, 0x13, 0xff]],
      [
        { kind: 'noise', byte: 0x11 },
        { kind: 'noise', byte: 0x13 },
        { kind: 'noise', byte: 0xff },
      ],
    ],
    [
      'a process-id header followed by something else',
      [[0x37, 0x12, 0x41]],
      [
        { kind: 'real-time', byte: 0x12 },
        { kind: 'noise', byte: 0x37 },
        { kind: 'paper', byte: 0x41 },
      ],
    ],
  ])('reads %s', (_what, pieces, expected) => {
    expect(frames(...pieces)).toEqual(expected);
  });

  test('gives the same frames however the same stream is cut, and loses no byte', () => {
    const byte = fc.oneof(fc.constantFrom(0x10, 0x12, 0x18, 0x37, 0x22, 0x00, 0x16, 0x0c), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(byte, { maxLength: 60 }),
        fc.array(fc.nat(60), { maxLength: 12 }),
        (stream, cuts) => {
          const edges = [
            0,
            ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b),
            stream.length,
          ];
          const pieces = edges.slice(1).map((edge, index) => stream.slice(edges[index], edge));
          const whole = frames(stream);
          expect(frames(...pieces)).toEqual(whole);
          const lengths = { 'real-time': 1, paper: 1, noise: 1, automatic: 4, 'process-id': 7 } as const;
          const open = takeStatusBytes(initialFraming, stream).state.pending.length;
          expect(whole.reduce((sum, frame) => sum + lengths[frame.kind], open)).toBe(stream.length);
        },
      ),
    );
  });

  test('reads the mark of any job back from its answer', () => {
    fc.assert(
      fc.property(fc.nat(80_000_000), (mark) => {
        const bytes = [...processIdBytes(mark)];
        expect(frames([0x37, 0x22, ...bytes, 0])).toEqual([{ kind: 'process-id', mark: bytes }]);
      }),
    );
  });
});

const good = { 1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12 };

describe('what the status bits mean', () => {
  test.each([
    ['all is well', good, { paper: 'ok', cover: 'closed', error: null, offline: false }, null],
    [
      'paper near its end',
      { ...good, 4: 0x1e },
      { paper: 'low', cover: 'closed', error: null, offline: false },
      null,
    ],
    [
      'paper out',
      { ...good, 1: 0x1a, 4: 0x7e },
      { paper: 'out', cover: 'closed', error: null, offline: true },
      'paper_out',
    ],
    [
      'stopped at the end of paper',
      { ...good, 2: 0x32 },
      { paper: 'out', cover: 'closed', error: null, offline: false },
      'paper_out',
    ],
    [
      'cover open',
      { ...good, 1: 0x1a, 2: 0x16 },
      { paper: 'ok', cover: 'open', error: null, offline: true },
      'cover_open',
    ],
    [
      'cutter jammed',
      { ...good, 3: 0x1a },
      { paper: 'ok', cover: 'closed', error: 'cutter', offline: false },
      'printer_error',
    ],
    [
      'broken',
      { ...good, 3: 0x32 },
      { paper: 'ok', cover: 'closed', error: 'unrecoverable', offline: false },
      'printer_error',
    ],
    [
      'too hot',
      { ...good, 3: 0x52 },
      { paper: 'ok', cover: 'closed', error: 'overheated', offline: false },
      'printer_error',
    ],
    [
      'an error without a cause',
      { ...good, 2: 0x52 },
      { paper: 'ok', cover: 'closed', error: 'stopped', offline: false },
      'printer_error',
    ],
    [
      'feed button held',
      { ...good, 1: 0x5a },
      { paper: 'ok', cover: 'closed', error: null, offline: true },
      'offline',
    ],
    [
      'open and without paper: the cover comes first, for nobody puts a roll in through a closed one',
      { ...good, 2: 0x16, 4: 0x72 },
      { paper: 'out', cover: 'open', error: null, offline: false },
      'cover_open',
    ],
  ] as const)('asked: %s', (_what, round, facts, reason) => {
    expect(factsFromRound(round)).toEqual(facts);
    expect(obstacle(facts)).toBe(reason);
  });

  test.each([
    ['all is well', [0x10, 0, 0, 0], { paper: 'ok', cover: 'closed', error: null, offline: false }],
    ['near end', [0x10, 0, 0x03, 0], { paper: 'low', cover: 'closed', error: null, offline: false }],
    ['paper out', [0x18, 0, 0x0f, 0], { paper: 'out', cover: 'closed', error: null, offline: true }],
    ['cover open', [0x38, 0, 0, 0], { paper: 'ok', cover: 'open', error: null, offline: true }],
    ['cutter', [0x18, 0x08, 0, 0], { paper: 'ok', cover: 'closed', error: 'cutter', offline: true }],
    [
      'unrecoverable',
      [0x18, 0x20, 0, 0],
      { paper: 'ok', cover: 'closed', error: 'unrecoverable', offline: true },
    ],
    ['overheated', [0x18, 0x40, 0, 0], { paper: 'ok', cover: 'closed', error: 'overheated', offline: true }],
  ] as const)('by itself: %s', (_what, bytes, facts) => {
    expect(factsFromAutomatic(bytes)).toEqual(facts);
  });

  test('reads the paper sensor', () => {
    expect([0x00, 0x03, 0x0c, 0x0f].map(paperFromAnswer)).toEqual(['ok', 'low', 'out', 'out']);
  });
});

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ButtonPress } from '../../../common/protocol/hardware.ts';
import { ButtonHost } from '../../../hardware/buttons/button-host.ts';
import {
  type ButtonProtocol,
  loadButtonProfiles,
  profileFor,
} from '../../../hardware/buttons/button-profile.ts';
import { debounce, initialDebounce, repeatWithinMs } from '../../../hardware/buttons/debounce.ts';
import { decodeReport } from '../../../hardware/buttons/decode.ts';
import { forgetDigitsAfterMs, initialKeypad, pressKey } from '../../../hardware/buttons/keypad.ts';
import { FakeHidSource } from '../../support/fake-hid-source.ts';
import { HandClock, until } from '../../support/hand-clock.ts';

const profiles = loadButtonProfiles();

function downs(protocol: ButtonProtocol, ...reports: number[][]): string[][] {
  let held: readonly string[] = [];
  return reports.map((report) => {
    const next = decodeReport(protocol, held, Uint8Array.from(report));
    held = next.held;
    return [...next.down];
  });
}

const keyboard: ButtonProtocol = { kind: 'boot-keyboard' };
const idle = [0, 0, 0, 0, 0, 0, 0, 0];
const key = (...usages: number[]) => [0, 0, ...usages, ...Array(6 - usages.length).fill(0)];

describe('reports of buttons', () => {
  test('name every key of a number keypad', () => {
    const usages = [0x59, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f, 0x60, 0x61, 0x62, 0x58, 0x57, 0x56, 0x55, 0x54];
    const names = usages.flatMap((usage) => downs(keyboard, key(usage))[0] ?? []);
    expect(names.slice(0, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map((digit) => `digit-${digit}`));
    expect(names.slice(10)).toEqual(['enter', 'plus', 'minus', 'multiply', 'divide']);
  });

  test('tell a held button once, and again after it was let go', () => {
    expect(downs(keyboard, key(0x05), key(0x05), key(0x05, 0x06), idle, key(0x05))).toEqual([
      ['b'],
      [],
      ['c'],
      [],
      ['b'],
    ]);
  });

  test('are ignored when too many keys are held, too short, or of another report id', () => {
    expect(downs(keyboard, [0, 0, 1, 1, 1, 1, 1, 1], [0, 0, 5], [])).toEqual([[], [], []]);
    expect(downs({ kind: 'boot-keyboard', reportId: 2 }, [1, ...key(5)], [2, ...key(5)])).toEqual([
      [],
      ['b'],
    ]);
  });

  test('tell modifier keys as buttons of their own', () => {
    expect(downs(keyboard, [0x01, 0, 0, 0, 0, 0, 0, 0])).toEqual([['ctrl']]);
  });

  test('of a Stream Deck begin at byte 4', () => {
    const deck: ButtonProtocol = { kind: 'key-bytes', reportId: 1, offset: 4 };
    expect(downs(deck, [1, 0, 15, 0, 0, 1, 0], [1, 0, 15, 0, 0, 0, 0], [3, 0, 0, 0, 1])).toEqual([
      ['button-2'],
      [],
      [],
    ]);
  });

  test('of a button that pulls its line low are read upside down', () => {
    const bits: ButtonProtocol = { kind: 'bits', offset: 0, mask: 1, activeLow: true };
    expect(downs(bits, [0xff], [0xfe], [0xff], [0xfe])).toEqual([[], ['button-1'], [], ['button-1']]);
  });

  test('never break the reader, whatever bytes come', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...profiles),
        fc.array(fc.uint8Array({ maxLength: 64 })),
        (profile, reports) => {
          let held: readonly string[] = [];
          for (const report of reports) {
            const next = decodeReport(profile.protocol, held, report);
            expect(next.down.every((button) => /^[a-z0-9-]{1,40}$/.test(button))).toBe(true);
            held = next.held;
          }
        },
      ),
    );
  });
});

describe('device profiles', () => {
  test.each([
    [0x0c45, 0x7403, 'pedal-pcsensor', 'listed'],
    [0x0c45, 0x7404, 'pedal-pcsensor', 'listed'],
    [0x413d, 0x2107, 'pedal-pcsensor', 'listed'],
    [0x1a86, 0xe026, 'pedal-pcsensor', 'listed'],
    [0x3553, 0xb001, 'pedal-pcsensor', 'listed'],
    [0x046d, 0xc31c, 'keypad-generic', 'by-usage'],
  ])('know %i:%i as %s', (vendorId, productId, name, how) => {
    const found = profileFor({ vendorId, productId, usagePage: 1, usage: 6 }, profiles);
    expect([found?.profile.name, found?.how]).toEqual([name, how]);
  });

  test('know a Delcom button and every Stream Deck by their makers', () => {
    expect(profileFor({ vendorId: 0x0fc5, productId: 0xb080 }, profiles)?.profile.name).toBe('delcom-button');
    expect(profileFor({ vendorId: 0x0fd9, productId: 0x1234 }, profiles)?.profile.name).toBe('stream-deck');
  });

  test('leave a mouse, and the mouse side of a foot switch, alone', () => {
    expect(profileFor({ vendorId: 0x046d, productId: 0xc077, usagePage: 1, usage: 2 }, profiles)).toBeNull();
    expect(profileFor({ vendorId: 0x0c45, productId: 0x7403, usagePage: 1, usage: 2 }, profiles)).toBeNull();
  });
});

describe('debouncing', () => {
  test.each([
    [0, false],
    [repeatWithinMs - 1, false],
    [repeatWithinMs, true],
    [-5_000, true],
  ])('a second press after %i ms counts: %s', (laterMs, counts) => {
    const first = debounce(initialDebounce, 'enter', 10_000);
    expect(first.counts).toBe(true);
    expect(debounce(first.state, 'enter', 10_000 + laterMs).counts).toBe(counts);
  });

  test('does not mix two buttons', () => {
    const first = debounce(initialDebounce, 'enter', 0);
    expect(debounce(first.state, 'plus', 1).counts).toBe(true);
  });
});

describe('numbers on a keypad', () => {
  function type(keys: string[], everyMs = 100): unknown[] {
    let state = initialKeypad;
    return keys.flatMap((button, index) => {
      const next = pressKey(state, button, 1_000_000 + index * everyMs);
      state = next.state;
      return next.press === null ? [] : [next.press];
    });
  }
  const digits = (text: string) => [...text].map((digit) => `digit-${digit}`);

  test('end with Enter', () => {
    expect(type([...digits('1001'), 'enter'])).toEqual([{ button: 'number', value: '1001' }]);
    expect(type([...digits('0042'), 'enter', 'enter'])).toEqual([
      { button: 'number', value: '0042' },
      { button: 'enter' },
    ]);
  });

  test('lose their last digit by backspace, and all of them by another key', () => {
    expect(type([...digits('1002'), 'backspace', ...digits('1'), 'enter'])).toEqual([
      { button: 'number', value: '1001' },
    ]);
    expect(type([...digits('100'), 'plus', 'enter'])).toEqual([{ button: 'plus' }, { button: 'enter' }]);
  });

  test('are forgotten when left half typed', () => {
    expect(type([...digits('10'), 'enter'], forgetDigitsAfterMs + 1)).toEqual([{ button: 'enter' }]);
  });
});

describe('a button host', () => {
  let source: FakeHidSource;
  let clock: HandClock;
  let host: ButtonHost;
  let presses: ButtonPress[];

  async function begin(readAnyKeyboard = true): Promise<void> {
    let count = 0;
    host = new ButtonHost({
      source,
      clock,
      readAnyKeyboard,
      newPressId: () => {
        count += 1;
        return `press-${count}`;
      },
    });
    host.on('press', (press) => presses.push(press));
    await host.start();
  }
  const buttons = () => presses.map((press) => press.value ?? press.button);

  beforeEach(() => {
    source = new FakeHidSource();
    clock = new HandClock();
    presses = [];
  });
  afterEach(() => host.stop());

  test('tells a press with its device and an id of its own', async () => {
    const pedal = source.plug(0x0c45, 0x7403, { serialNumber: 'A7', productName: 'FootSwitch' });
    await begin();
    source.press(pedal, 0x05);
    clock.advance(1_000);
    source.press(pedal, 0x05);
    expect(presses).toEqual([
      { pressId: 'press-1', deviceKey: '0c45:7403:A7', deviceName: 'FootSwitch', button: 'b' },
      { pressId: 'press-2', deviceKey: '0c45:7403:A7', deviceName: 'FootSwitch', button: 'b' },
    ]);
  });

  test('counts a bouncing contact once', async () => {
    const pedal = source.plug(0x0c45, 0x7403);
    await begin();
    for (let bounce = 0; bounce < 5; bounce += 1) {
      source.press(pedal, 0x05);
      clock.advance(40);
    }
    expect(buttons()).toEqual(['b']);
  });

  test('lets 1001 be typed as fast as fingers go', async () => {
    const keypad = source.plug(0x04d9, 0x1203);
    await begin();
    source.press(keypad, 0x59, 0x62, 0x62, 0x59, 0x58);
    expect(presses).toMatchObject([{ button: 'number', value: '1001' }]);
  });

  test('goes on after a device was pulled out and plugged in elsewhere, under the same key', async () => {
    const first = source.plug(0x0c45, 0x7404);
    await begin();
    source.press(first, 0x05);
    source.pull(first);
    expect(host.devices()).toMatchObject([{ listening: false }]);
    clock.advance(4_000);
    await until(() => host.devices().length === 0, 'the device is gone', clock);
    const second = source.plug(0x0c45, 0x7404);
    await until(() => source.isOpen(second), 'the device is read again', clock);
    source.press(second, 0x05);
    expect(buttons()).toEqual(['b', 'b']);
    expect(new Set(presses.map((press) => press.deviceKey))).toEqual(new Set(['0c45:7404#1']));
  });

  test('tells two equal devices apart', async () => {
    const left = source.plug(0x0c45, 0x7403);
    const right = source.plug(0x0c45, 0x7403);
    await begin();
    source.press(left, 0x05);
    source.press(right, 0x05);
    expect(presses.map((press) => press.deviceKey)).toEqual(['0c45:7403#1', '0c45:7403#2']);
  });

  test("does not read a clerk's keyboard unless somebody is binding a button", async () => {
    const typing = source.plug(0x046d, 0xc31c);
    const pedal = source.plug(0x0c45, 0x7403);
    await begin(false);
    expect([source.isOpen(typing), source.isOpen(pedal)]).toEqual([false, true]);
    expect(host.devices()).toHaveLength(2);
    await host.listenToAll(30_000);
    expect(source.isOpen(typing)).toBe(true);
    source.press(typing, 0x57);
    expect(buttons()).toEqual(['plus']);
    clock.advance(31_000);
    await until(() => !source.isOpen(typing), 'the keyboard is left alone again', clock);
    expect(source.isOpen(pedal)).toBe(true);
  });

  test('reads a device as soon as it is allowed to', async () => {
    source.forbidden = true;
    const pedal = source.plug(0x0c45, 0x7403);
    await begin();
    expect(host.devices()).toMatchObject([{ listening: false }]);
    source.forbidden = false;
    await until(() => source.isOpen(pedal), 'the device is read', clock);
  });

  test('opens each device once however often it looks', async () => {
    source.plug(0x0c45, 0x7403);
    await begin();
    for (let look = 0; look < 5; look += 1) await host.listenToAll(1_000);
    expect(source.opened).toBe(1);
  });

  test('leaves no device open and no timer when it stops', async () => {
    const pedal = source.plug(0x0c45, 0x7403);
    await begin();
    await host.stop();
    expect(source.isOpen(pedal)).toBe(false);
    expect(clock.pending).toBe(0);
  });
});

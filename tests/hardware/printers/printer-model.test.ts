import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadPrinterModels } from '../../../hardware/printers/printer-model.ts';
import { parseTransport } from '../../../hardware/printers/printer-spec.ts';

describe('printer models', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'models-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('are all valid, and include the ones a hall starts with', () => {
    expect([...loadPrinterModels().keys()]).toEqual(
      expect.arrayContaining([
        'generic-80',
        'generic-58',
        'epson-tm-t88',
        'xprinter-xp80',
        'clone-no-status',
        'virtual',
      ]),
    );
  });

  test('grow by one when one file is laid into the folder', () => {
    const model = loadPrinterModels().get('generic-80');
    writeFileSync(join(folder, 'new-one.json'), JSON.stringify({ ...model, name: 'new-one' }));
    expect([...loadPrinterModels(folder).keys()]).toEqual(['new-one']);
  });

  test.each([
    ['a width that is no multiple of eight', { widthDots: 577 }],
    ['a word that is not known', { paperColour: 'blue' }],
    ['another name than its file', { name: 'other' }],
    ['confirmation without any status', { status: 'none', confirmation: 'gs-r' }],
  ])('are refused, with the file named, for %s', (_what, change) => {
    const model = loadPrinterModels().get('generic-80');
    writeFileSync(join(folder, 'bad.json'), JSON.stringify({ ...model, name: 'bad', ...change }));
    expect(() => loadPrinterModels(folder)).toThrow(/bad\.json/);
  });
});

describe('a transport specification', () => {
  test.each([
    ['tcp:192.168.1.50:9100', { kind: 'tcp', host: '192.168.1.50', port: 9100 }],
    ['tcp:may-in.local', { kind: 'tcp', host: 'may-in.local', port: 9100 }],
    ['tcp:[fe80::1]:9101', { kind: 'tcp', host: 'fe80::1', port: 9101 }],
    ['usb:/dev/usb/lp0', { kind: 'usb', path: '/dev/usb/lp0' }],
    ['serial:/dev/ttyUSB0@19200', { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 19200 }],
    ['serial:COM3', { kind: 'serial', path: 'COM3', baudRate: 9600 }],
    ['virtual:C:\\phieu', { kind: 'virtual', folder: 'C:\\phieu' }],
  ])('%s is understood', (text, address) => {
    expect(parseTransport(text)).toEqual(address);
  });

  test.each(['', 'tcp:', 'tcp:host:0', 'tcp:host:99999', 'tcp:a:b:c', 'lpt:1', ':x', 'usb'])(
    '"%s" is none',
    (text) => {
      expect(parseTransport(text)).toBeNull();
    },
  );
});

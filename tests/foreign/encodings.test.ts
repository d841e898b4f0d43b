import { describe, expect, test } from 'vitest';
import { decodeText, EncodingSurvey, encodingOf } from '../../server/foreign/encodings.ts';
import { tcvn3, windows1258 } from '../support/vietnamese-bytes.ts';

const TEXT = 'ngày,lĩnh vực\n03/11/2026,Đất đai\n04/11/2026,Hộ tịch\n05/11/2026,Chứng thực\n';
const PLAIN = 'Đất đai\nHộ tịch\nChứng thực\n';
/** "Đất đai", "Hộ tịch", "Chứng thực", "Nguyễn Thị Mẫu" in VISCII. */
const VISCII = [
  'd0a47420f06169',
  '48b52074b86368',
  '4368d16e67207468f163',
  '4e677579ac6e205468b8204da775',
].join('0a');

describe('in what a file is written', () => {
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  test.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8', TEXT],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8', TEXT],
    ['UTF-8 decomposed', Buffer.from(TEXT.normalize('NFD')), 'utf-8', TEXT],
    ['UTF-16 LE with its mark', utf16(`\uFEFF${TEXT}`), 'utf-16le', TEXT],
    ['UTF-16 LE without a mark', utf16(TEXT), 'utf-16le', TEXT],
    ['UTF-16 BE with its mark', utf16(`\uFEFF${TEXT}`).swap16(), 'utf-16be', TEXT],
    ['UTF-16 BE without a mark', utf16(TEXT).swap16(), 'utf-16be', TEXT],
  ] as const)('%s is told for certain and read whole', (_name, bytes, encoding, text) => {
    expect(encodingOf(bytes)).toEqual({ encoding, certain: true, offers: [] });
    expect(decodeText(bytes, encoding).normalize('NFC')).toBe(text);
  });

  test.each([
    ['windows-1258', windows1258(PLAIN)],
    ['tcvn3', tcvn3(PLAIN)],
  ] as const)('%s is offered with the words as they would read, and is not certain', (encoding, bytes) => {
    const found = encodingOf(bytes);
    expect(found).toMatchObject({ encoding, certain: false });
    expect(found.offers.map((offer) => offer.encoding)).toEqual([encoding]);
    expect(found.offers[0]?.words).toContain('Đất đai');
    expect(decodeText(bytes, encoding).normalize('NFC')).toBe(PLAIN);
  });

  test('VISCII, VNI and western letters are told as unknown, never read as rubbish', () => {
    expect(encodingOf(Buffer.from(VISCII, 'hex'))).toMatchObject({ encoding: null, offers: [] });
    expect(encodingOf(Buffer.from('Ñaát ñai\nHoä tòch\nChöùng thöïc', 'latin1'))).toMatchObject({
      encoding: null,
    });
    expect(encodingOf(Buffer.from('Mã;Tên\n1;Thuû tuïc ñaát ñai', 'latin1'))).toMatchObject({
      encoding: null,
    });
    expect(encodingOf(Buffer.from('café crème\nStraße über', 'latin1'))).toMatchObject({
      encoding: null,
      offers: [],
    });
    expect(encodingOf(Buffer.from([0x50, 0, 0, 0, 1, 2, 0xff, 0]))).toMatchObject({
      encoding: null,
      offers: [],
    });
  });

  test('what is cut into pieces in the middle of a letter reads the same', () => {
    const bytes = Buffer.from(TEXT);
    for (const size of [1, 2, 3, 7]) {
      const survey = new EncodingSurvey();
      for (let at = 0; at < bytes.length; at += size) survey.add(bytes.subarray(at, at + size));
      expect(survey.found()).toMatchObject({ encoding: 'utf-8', certain: true });
    }
    const half = new EncodingSurvey();
    half.add(bytes.subarray(0, bytes.indexOf('Đ') + 1));
    expect(half.found().encoding).not.toBe('utf-8');
  });

  test('a byte that an encoding does not use is refused, not replaced', () => {
    expect(() => decodeText(Buffer.from([0x41, 0xff, 0x41]), 'utf-8')).toThrow(TypeError);
    expect(() => decodeText(Buffer.from([0x41, 0x85]), 'tcvn3')).toThrow(TypeError);
    expect(() => decodeText(Buffer.from([0x41, 0x00, 0x41]), 'utf-16le')).toThrow(TypeError);
  });
});

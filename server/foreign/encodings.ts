import { isAscii } from 'node:buffer';
import { Transform, type TransformCallback } from 'node:stream';
import type { FoundEncoding, ImportEncoding } from '../../common/protocol/imports.ts';
import { readAsVietnamese } from './syllables.ts';
import { decodeTcvn3 } from './tcvn3.ts';

/** Bytes with letters beyond ASCII that are kept to guess from. */
const SAMPLE_BYTES = 128 * 1024;
/** UTF-16 without a mark is told by its zero bytes: so large a share of one half of the pairs. */
const ZERO_SHARE = 0.25;
/** A guess needs so large a share of words that can be Vietnamese, and so much more than the next guess. */
const GOOD_SHARE = 0.8;
const CLEAR_LEAD = 0.2;

/** Decodes pieces of text one after another. Throws TypeError for what is not in its encoding. */
export interface TextPieces {
  piece(bytes: Uint8Array): string;
  end(): string;
}

/** A strict decoder; it takes a byte order mark away. */
function decoderOf(encoding: ImportEncoding): TextPieces {
  if (encoding === 'tcvn3') return { piece: decodeTcvn3, end: () => '' };
  const decoder = new TextDecoder(encoding, { fatal: true });
  return {
    piece: (bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  };
}

/** The whole of a text. Throws TypeError for what is not in the encoding. */
export function decodeText(bytes: Uint8Array, encoding: ImportEncoding): string {
  const decoder = decoderOf(encoding);
  return decoder.piece(bytes) + decoder.end();
}

/** A stream of bytes in some encoding as a stream of UTF-8. Fails with TypeError. */
export class ToUtf8 extends Transform {
  private readonly decoder: TextPieces;

  constructor(encoding: ImportEncoding) {
    super();
    this.decoder = decoderOf(encoding);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      done(null, this.decoder.piece(chunk));
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      done(null, this.decoder.end());
    } catch (error) {
      done(error as Error);
    }
  }
}

/** Looks at all bytes of a file as they pass and tells in what it is written. */
export class EncodingSurvey {
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true });
  private isUtf8 = true;
  private beyondAscii = false;
  private head = Buffer.alloc(0);
  private size = 0;
  private readonly zeros: [number, number] = [0, 0];
  private readonly sample: Buffer[] = [];
  private sampled = 0;

  add(chunk: Buffer): void {
    if (this.head.length < 4) this.head = Buffer.concat([this.head, chunk.subarray(0, 4)]);
    if (chunk.includes(0)) this.countZeros(chunk);
    this.size += chunk.length;
    if (isAscii(chunk) && !this.beyondAscii) return;
    this.beyondAscii = true;
    if (this.sampled < SAMPLE_BYTES) {
      this.sample.push(chunk.subarray(0, SAMPLE_BYTES - this.sampled));
      this.sampled += chunk.length;
    }
    if (this.isUtf8)
      try {
        this.utf8.decode(chunk, { stream: true });
      } catch {
        this.isUtf8 = false;
      }
  }

  private countZeros(chunk: Buffer): void {
    for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, at + 1))
      this.zeros[(this.size + at) % 2 === 0 ? 0 : 1] += 1;
  }

  /** In what the file is written; binary files come to "cannot be told" without an offer. */
  found(): FoundEncoding {
    const certain = (encoding: ImportEncoding): FoundEncoding => ({ encoding, certain: true, offers: [] });
    const unknown: FoundEncoding = { encoding: null, certain: false, offers: [] };
    const [first, second] = this.head;
    if (first === 0xff && second === 0xfe) return certain('utf-16le');
    if (first === 0xfe && second === 0xff) return certain('utf-16be');
    const [even, odd] = this.zeros;
    if (even + odd > 0) {
      const pairs = this.size / 2;
      if (even === 0 && odd / pairs >= ZERO_SHARE) return certain('utf-16le');
      if (odd === 0 && even / pairs >= ZERO_SHARE) return certain('utf-16be');
      return unknown;
    }
    if (this.endsWhole()) return certain('utf-8');
    return this.guess();
  }

  private endsWhole(): boolean {
    if (!this.isUtf8) return false;
    try {
      this.utf8.decode();
      return true;
    } catch {
      this.isUtf8 = false;
      return false;
    }
  }

  private guess(): FoundEncoding {
    const bytes = Buffer.concat(this.sample);
    const readings = (['windows-1258', 'tcvn3'] as const)
      .flatMap((encoding) => {
        try {
          return [{ encoding, ...readAsVietnamese(decodeText(bytes, encoding)) }];
        } catch {
          return [];
        }
      })
      .filter((each) => each.share >= GOOD_SHARE)
      .sort((a, b) => b.share - a.share);
    const [best, next] = readings;
    const clear = best !== undefined && best.share - (next?.share ?? 0) >= CLEAR_LEAD;
    return {
      encoding: clear ? best.encoding : null,
      certain: false,
      offers: (clear ? [best] : readings).map(({ encoding, words }) => ({ encoding, words })),
    };
  }
}

/** In what a file in memory is written. */
export function encodingOf(bytes: Buffer): FoundEncoding {
  const survey = new EncodingSurvey();
  survey.add(bytes);
  return survey.found();
}

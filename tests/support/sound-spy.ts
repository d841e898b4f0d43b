import type { Page } from 'playwright-core';

/** A clip as the page's sound card plays it, seconds of the page's own sound clock. */
export interface HeardClip {
  /** The part of its address after the host. */
  readonly path: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

interface SpiedWindow {
  heard: HeardClip[];
  announcedNumbers: string[];
}

/** Notes every clip that a page plays and every announcement it makes; to be called before the page is opened. */
export async function listenTo(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const spied = window as unknown as SpiedWindow;
    spied.heard = [];
    spied.announcedNumbers = [];
    const pathOfBytes = new WeakMap<ArrayBuffer, string>();
    const pathOfBuffer = new WeakMap<AudioBuffer, string>();
    const arrayBuffer = Response.prototype.arrayBuffer;
    Response.prototype.arrayBuffer = async function (this: Response) {
      const bytes = await arrayBuffer.call(this);
      pathOfBytes.set(bytes, new URL(this.url).pathname);
      return bytes;
    };
    const slice = ArrayBuffer.prototype.slice;
    ArrayBuffer.prototype.slice = function (this: ArrayBuffer, ...range: [number?, number?]) {
      const copy = slice.apply(this, range);
      const path = pathOfBytes.get(this);
      if (path !== undefined) pathOfBytes.set(copy, path);
      return copy;
    };
    const decode = AudioContext.prototype.decodeAudioData;
    AudioContext.prototype.decodeAudioData = async function (this: AudioContext, bytes: ArrayBuffer) {
      const path = pathOfBytes.get(bytes) ?? '';
      const buffer = await decode.call(this, bytes);
      pathOfBuffer.set(buffer, path);
      return buffer;
    };
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, when = 0) {
      const buffer = this.buffer;
      if (buffer !== null)
        spied.heard.push({
          path: pathOfBuffer.get(buffer) ?? '',
          fromSeconds: when,
          toSeconds: when + buffer.duration,
        });
      start.call(this, when);
    };
    document.addEventListener('announced', (event) => {
      spied.announcedNumbers.push((event as CustomEvent<{ call: { number: string } }>).detail.call.number);
    });
  });
}

/** The clips that were played until now, in the order in which they were given to the sound card. */
export const heardClips = (page: Page): Promise<HeardClip[]> =>
  page.evaluate(() => (window as unknown as SpiedWindow).heard);

/** The numbers that were announced until now, in order. */
export const announcedNumbers = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as SpiedWindow).announcedNumbers);

/** Answers every clip of the hall by a short silence, so that a test need not listen to the end. */
export async function shortenClips(page: Page): Promise<void> {
  const sound = { contentType: 'audio/wav', body: silence(40) };
  await page.route(/\/(voice|chime)\/.*\.ogg$/, (route) => route.fulfill(sound));
}

/** A wave file of nothing but silence. */
function silence(durationMs: number): Buffer {
  const rateHz = 8_000;
  const data = Buffer.alloc((rateHz * durationMs * 2) / 1_000);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rateHz, 24);
  head.writeUInt32LE(rateHz * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

/** Requests for status; the bytes are from the ESC/POS reference. */

export type StatusTopic = 1 | 2 | 3 | 4;

/** The topics of one round: printer, cause of being offline, cause of an error, paper. */
export const statusTopics: readonly StatusTopic[] = [1, 2, 3, 4];

/** DLE EOT n, answered at once by one byte, even while the printer is offline. */
export function realTimeStatusRequest(topic: StatusTopic): Buffer {
  return Buffer.from([0x10, 0x04, topic]);
}

/** GS a: report by itself on offline (0x02), error (0x04) and paper (0x08); answered at once with the state. */
export function automaticStatusOn(): Buffer {
  return Buffer.from([0x1d, 0x61, 0x0e]);
}

/** GS r 1: the paper sensor, answered in turn after everything sent before it was handled. */
export function paperStatusRequest(): Buffer {
  return Buffer.from([0x1d, 0x72, 0x01]);
}

const markLow = 0x20;
const markValues = 0x5f;

/** The four printable bytes that stand for a mark in GS ( H. */
export function processIdBytes(mark: number): readonly number[] {
  const bytes: number[] = [];
  let rest = mark;
  for (let place = 0; place < 4; place += 1) {
    bytes.push(markLow + (rest % markValues));
    rest = Math.floor(rest / markValues);
  }
  return bytes;
}

/** GS ( H fn 48: the printer sends the mark back once everything before it was printed. */
export function processIdRequest(mark: number): Buffer {
  return Buffer.from([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...processIdBytes(mark)]);
}

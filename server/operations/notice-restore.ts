import { numbersAfterRestore } from '../domain/restoring.ts';
import type { Hall } from '../hall/hall.ts';
import type { EventStore } from '../storage/event-store.ts';
import { recordHeadFile, restoreMarkFile } from '../storage/record-head.ts';

/**
 * Tells the log at the first start after a restore that the hall goes on from a copy, and leaves a gap in the numbers.
 * A copy is known by the mark of `motcua restore`, or by the head beside the record, which the log does not reach: so
 * also a file that was put there by hand is noticed.
 * @param opened sequence of the newest event when the record was opened
 */
export async function noticeRestore(
  hall: Hall,
  store: EventStore,
  dataDir: string,
  opened: number,
): Promise<void> {
  const headFile = recordHeadFile(dataDir);
  const markFile = restoreMarkFile(dataDir);
  const head = headFile.read();
  const mark = markFile.read();
  const at = (sequence: number) => (sequence < 1 ? undefined : store.read(sequence - 1, 1)[0]);
  const isReached = head === null ? null : head.sequence === 0 || at(head.sequence)?.hash === head.hash;
  if (isReached === false || (isReached === null && mark !== null)) {
    const isToday = head !== null && head.date === hall.state.day;
    await hall.record([
      {
        type: 'record:restored',
        copySequence: opened,
        copyAtMs: at(opened)?.atMs ?? null,
        lostSequence: head?.sequence ?? null,
        // A head of an earlier day says nothing of the numbers that may have been drawn today.
        numbers: numbersAfterRestore(hall.state, isToday ? new Map(head.numbers) : null),
      },
    ]);
  }
  markFile.remove();
}

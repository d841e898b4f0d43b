import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Lets the hall's own thread go first where both want the processor. Linux knows priorities of threads; elsewhere all is as it was.
 * @param how how far: 'behind' for work of minutes, 'a-little' for what somebody waits for at a page
 */
export function stepBack(how: 'behind' | 'a-little' = 'behind'): void {
  if (process.platform !== 'linux') return;
  try {
    const { PRIORITY_LOW, PRIORITY_BELOW_NORMAL } = constants.priority;
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (thread > 0 && thread !== process.pid)
      setPriority(thread, how === 'behind' ? PRIORITY_LOW : PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that does not let us is no reason not to work.
  }
}

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImportError } from './profile.ts';

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive all the same.
    return (error as { code?: unknown }).code === 'EPERM';
  }
};

/**
 * Lets one import work on a data folder at a time, so that every unfinished batch met is a left-over of a killed one.
 * Throws ImportError while another runs. @returns what gives the folder free.
 */
export function lockImports(dataDir: string): () => void {
  const file = join(dataDir, 'import.lock');
  const claim = () => writeFileSync(file, String(process.pid), { flag: 'wx' });
  try {
    claim();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    const pid = Number(readFileSync(file, 'utf8'));
    if (Number.isInteger(pid) && pid > 0 && pid !== process.pid && alive(pid))
      throw new ImportError(`another import is at work (process ${pid}); wait until it has ended`);
    rmSync(file, { force: true });
    claim();
  }
  return () => rmSync(file, { force: true });
}

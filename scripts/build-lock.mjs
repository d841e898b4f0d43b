import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot } from './run-step.mjs';

const path = inRoot('dist', '.lock');
const pollMs = 250;
// A lock file without a number is being written at this moment, unless its writer died in between.
const writingMs = 5000;

function holderIsAlive() {
  let pid;
  try {
    pid = Number(readFileSync(path, 'utf8'));
    if (!pid) return Date.now() - statSync(path).mtimeMs < writingMs;
  } catch {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function take() {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Runs the work while no other process of this repository installs or builds. */
export async function withBuildLock(work, onWait) {
  mkdirSync(inRoot('dist'), { recursive: true });
  let told = false;
  while (!take()) {
    if (!holderIsAlive()) {
      rmSync(path, { force: true });
      continue;
    }
    if (!told) onWait();
    told = true;
    await sleep(pollMs);
  }
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

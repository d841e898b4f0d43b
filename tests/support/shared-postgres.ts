import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/** Note of the server that the files of a run share. */
export interface SharedServer {
  readonly url: string;
  readonly pid: number;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgresFolder: string;
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Once before all files: a place for the PostgreSQL that the first file which needs one starts. It ends with the run. */
export function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-postgres-'));
  // Started by root it runs under an account of its own.
  chmodSync(folder, 0o755);
  project.provide('postgresFolder', folder);
  return async () => {
    const note = join(folder, 'server.json');
    if (existsSync(note)) {
      const { pid } = JSON.parse(readFileSync(note, 'utf8')) as SharedServer;
      if (pid > 0 && isAlive(pid)) process.kill(pid, 'SIGINT');
      while (pid > 0 && isAlive(pid)) await new Promise((done) => setTimeout(done, 50));
    }
    rmSync(folder, { recursive: true, force: true });
  };
}

import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a file of the program as a thread beside the hall's own, for work that must never delay a call.
 * @param from `import.meta.url` of the caller: the program runs as built files, its tests run the sources
 * @param name path of the file from the caller, without its ending
 */
export function startThread(from: string, name: string, options: WorkerOptions = {}): Worker {
  const ending = from.endsWith('.ts') ? '.ts' : '.js';
  return new Worker(new URL(`${name}${ending}`, from), options);
}

import { type ChildProcess, fork } from 'node:child_process';

interface Question {
  readonly id: number;
  readonly ask: string;
  readonly input: unknown;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** Processor time and memory of a process at one moment. */
export interface Usage {
  readonly cpuMs: number;
  readonly atMs: number;
  readonly residentBytes: number;
  /** What of it JavaScript objects use. */
  readonly heapBytes: number;
}

/** The answers a child process has, by name of the question. */
export type Handlers = Readonly<Record<string, (input: never) => unknown>>;

/** The parent's side: a process of its own that answers questions. */
export interface Child {
  ask<T>(question: string, input?: unknown): Promise<T>;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

interface ChildOptions {
  readonly nodeFlags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `bench/peers/NAME` as a process of its own and waits until it answers. */
export async function startChild(
  name: string,
  args: readonly string[] = [],
  { nodeFlags = [], env = {} }: ChildOptions = {},
): Promise<Child> {
  // Compiled or read as source: the child comes in the same form as this file.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const forked = fork(new URL(`./peers/${name}.${extension}`, import.meta.url), [...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...process.execArgv, ...nodeFlags],
    env: { ...process.env, ...env },
  });
  const child = new ForkedChild(name, forked);
  await child.ask('usage');
  return child;
}

class ForkedChild implements Child {
  private readonly name: string;
  private readonly process: ChildProcess;
  private readonly open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private readonly gone: Promise<void>;
  private count = 0;

  constructor(name: string, process: ChildProcess) {
    this.name = name;
    this.process = process;
    this.gone = new Promise((resolve) => process.once('exit', () => resolve()));
    process.on('message', (message) => this.take(message as Answer));
    process.once('exit', (code, signal) => {
      for (const each of this.open.values())
        each.reject(new Error(`${name} ended (${signal ?? code}) before it answered`));
      this.open.clear();
    });
  }

  ask<T>(question: string, input: unknown = null): Promise<T> {
    this.count += 1;
    const id = this.count;
    return new Promise<T>((resolve, reject) => {
      this.open.set(id, { resolve: (value) => resolve(value as T), reject });
      this.process.send({ id, ask: question, input } satisfies Question);
    });
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGTERM');
    await this.gone;
  }

  private take(answer: Answer): void {
    const waiting = this.open.get(answer.id);
    if (!waiting) return;
    this.open.delete(answer.id);
    if (answer.error === undefined) waiting.resolve(answer.value);
    else waiting.reject(new Error(`${this.name}: ${answer.error}`));
  }
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return {
    cpuMs: (user + system) / 1000,
    atMs: performance.now(),
    residentBytes: process.memoryUsage.rss(),
    heapBytes: process.memoryUsage().heapUsed,
  };
}

/** The child's side: answers questions until it is told to end. `usage` is known to every child. */
export function answerParent(handlers: Handlers, onStop: () => Promise<void> = async () => undefined): void {
  const all = new Map<string, (input: never) => unknown>([['usage', usage], ...Object.entries(handlers)]);
  process.on('message', (message) => {
    const question = message as Question;
    const handler = all.get(question.ask);
    const reply = (answer: Answer) => process.send?.(answer);
    Promise.resolve()
      .then(() => {
        if (handler === undefined) throw new Error(`no answer to ${question.ask}`);
        return handler(question.input as never);
      })
      .then(
        (value) => reply({ id: question.id, value }),
        (error: unknown) =>
          reply({
            id: question.id,
            error: error instanceof Error ? (error.stack ?? error.message) : String(error),
          }),
      );
  });
  const end = () => {
    void onStop().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  // The parent is gone: nobody would ask any more.
  process.once('disconnect', end);
  // Ctrl-C reaches the whole group; the parent decides when a child ends.
  process.on('SIGINT', () => undefined);
}

/** Share of one processor that a process used between two moments, 0…1 (a second thread can make it more). */
export function busyShare(before: Usage, after: Usage): number {
  return (after.cpuMs - before.cpuMs) / (after.atMs - before.atMs);
}

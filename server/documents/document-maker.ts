import type { Worker } from 'node:worker_threads';
import type { DocumentFormat } from '../../common/protocol/formats.ts';
import type { Seal } from '../../common/protocol/seals.ts';
import { startThread } from '../threads/start-thread.ts';
import type { RenderAnswer, RenderOrder } from './document-thread.ts';
import type { PaperDocument } from './paper.ts';
import type { ReportDocument } from './report-document.ts';

/** After so long without work the thread and the libraries in it are let go. */
const IDLE_MS = 60_000;
/** A thread that needs more ends with an error instead of taking the hall's memory. */
const MEMORY_MB = 1024;

interface Waiting {
  readonly resolve: (bytes: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/** Writes documents on a thread of its own, so that no sheet delays a call. The thread lives while there is work. */
export class DocumentMaker {
  private readonly newestSeal: () => Seal | null;
  private readonly waiting = new Map<number, Waiting>();
  private thread: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private lastId = 0;
  private stopped = false;

  /** @param newestSeal the record's newest seal, for the foot of pages to sign */
  constructor(newestSeal: () => Seal | null = () => null) {
    this.newestSeal = newestSeal;
  }

  /** Bytes of the document. Rejects when the document could not be written. */
  make(document: ReportDocument | PaperDocument, format: DocumentFormat): Promise<Buffer> {
    if (this.stopped) return Promise.reject(new Error('documents are no longer made'));
    clearTimeout(this.idle);
    this.lastId += 1;
    const seal = this.newestSeal();
    const sealed = seal === null ? document : { ...document, seal };
    const order: RenderOrder = { id: this.lastId, document: sealed, format };
    return new Promise((resolve, reject) => {
      this.waiting.set(order.id, { resolve, reject });
      this.thread ??= this.start();
      this.thread.postMessage(order);
    });
  }

  /** Ends the thread; work under way is refused. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.letGo();
  }

  private start(): Worker {
    const thread = startThread(import.meta.url, './document-thread', {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    thread.on('message', (answer: RenderAnswer) => this.settle(answer));
    thread.on('error', (error) =>
      this.fail(thread, error instanceof Error ? error : new Error(String(error))),
    );
    thread.on('exit', () => this.fail(thread, new Error('the document thread ended')));
    return thread;
  }

  private settle(answer: RenderAnswer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (waiting && 'bytes' in answer) {
      const { buffer, byteOffset, byteLength } = answer.bytes;
      waiting.resolve(Buffer.from(buffer, byteOffset, byteLength));
    } else if (waiting && 'fault' in answer) waiting.reject(new Error(answer.fault));
    if (this.waiting.size > 0) return;
    this.idle = setTimeout(() => void this.letGo(), IDLE_MS);
    this.idle.unref();
  }

  private fail(thread: Worker, error: Error): void {
    if (this.thread !== thread) return;
    this.thread = undefined;
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const each of all) each.reject(error);
  }

  private async letGo(): Promise<void> {
    clearTimeout(this.idle);
    const { thread } = this;
    if (thread) this.fail(thread, new Error('documents are no longer made'));
    await thread?.terminate();
  }
}

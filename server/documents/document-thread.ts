import { parentPort } from 'node:worker_threads';
import type { DocumentFormat } from '../../common/protocol/formats.ts';
import type { PaperDocument } from './paper.ts';
import { render } from './render.ts';
import type { ReportDocument } from './report-document.ts';

/** One piece of work for the thread. */
export interface RenderOrder {
  readonly id: number;
  readonly document: ReportDocument | PaperDocument;
  readonly format: DocumentFormat;
}

/** What the thread answers. */
export type RenderAnswer =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly fault: string };

parentPort?.on('message', (order: RenderOrder) => {
  void render(order.document, order.format)
    .then((bytes): RenderAnswer => ({ id: order.id, bytes }))
    .catch((error: unknown): RenderAnswer => ({ id: order.id, fault: String(error) }))
    .then((answer) => parentPort?.postMessage(answer));
});

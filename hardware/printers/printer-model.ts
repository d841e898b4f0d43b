import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageFolder } from '../package-folder.ts';

/** What one kind of printer can do. A new kind is one JSON file in models/. */
const PrinterModelFields = z.strictObject({
  /** Equals the file's name without .json; what `--model` takes. */
  name: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  /** Printable dots in a line: 576 on 80 mm paper, 384 on 58 mm, both at 203 dpi. */
  widthDots: z.number().int().min(128).max(1024).multipleOf(8),
  cut: z.enum(['full', 'partial', 'none']),
  /** Blank lines between the last dot and the cutter, so that the knife does not cross the ticket. */
  feedLinesBeforeCut: z.number().int().min(0).max(20),
  /** asb: it reports by itself (GS a) and answers DLE EOT; dle-eot: it answers when asked; none: never. */
  status: z.enum(['asb', 'dle-eot', 'none']),
  /**
   * How the end of a job is known. process-id: GS ( H echoes our mark after the job; gs-r: the answer to GS r
   * comes after what was sent before it; dle-eot: real-time status once the paper must have come out;
   * none: never, so every job ends as unconfirmed.
   */
  confirmation: z.enum(['process-id', 'gs-r', 'dle-eot', 'none']),
  /** Rows in one GS v 0 block; 0 sends the whole ticket as one. Small buffers want 64 to 256. */
  rasterChunkRows: z.number().int().min(0).max(4096),
  /** How long an answer to DLE EOT may take. */
  statusAnswerMs: z.number().int().min(50).max(10_000),
  /** How long the confirmation may take once every byte has left. */
  confirmWithinMs: z.number().int().min(100).max(60_000),
  /** Paper speed, from which a dle-eot confirmation knows when to ask. */
  speedMmPerSecond: z.number().min(20).max(500),
});

/** A printer that never answers cannot confirm, and nobody would learn that its paper is back. */
export const PrinterModel = PrinterModelFields.refine(
  (model) => model.status !== 'none' || model.confirmation === 'none',
  { message: 'a model without status cannot confirm its jobs', path: ['confirmation'] },
);
export type PrinterModel = z.infer<typeof PrinterModel>;

/** Where the models lie in the package. */
function modelFolder(): string {
  return join(packageFolder(), 'hardware', 'printers', 'models');
}

/**
 * Reads every model file of a folder, sorted by name.
 * @throws Error naming the file when one is not a valid model or bears another name than its file.
 */
export function loadPrinterModels(folder: string = modelFolder()): ReadonlyMap<string, PrinterModel> {
  const models = new Map<string, PrinterModel>();
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  for (const file of files.sort()) {
    const path = join(folder, file);
    const parsed = PrinterModel.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
    if (`${parsed.data.name}.json` !== file) throw new Error(`${path}: names itself ${parsed.data.name}`);
    models.set(parsed.data.name, parsed.data);
  }
  return models;
}

import { z } from 'zod';
import { Discipline } from '../../common/protocol/catalogue.ts';
import { Code, LocalDate } from '../../common/protocol/primitives.ts';
import type { Workspace } from './scenario.ts';

const Minute = z.number().int().min(0).max(1440);
const Kept = z.object({
  from: LocalDate,
  to: LocalDate,
  sharePercent: z.number().min(1).max(99),
  minutes: z.number().min(0).max(480),
  at: z.number().int().min(0).max(3),
  scenarios: z
    .array(
      z.object({
        name: z.string().max(80),
        desks: z
          .array(
            z.object({
              id: z.number().int(),
              own: z.array(Code),
              helping: z.array(Code),
              officials: z.number().int().min(0).max(200),
            }),
          )
          .min(1)
          .max(200),
        discipline: Discipline.nullable(),
        help: z.enum(['when-empty', 'beyond-target']).nullable(),
        volumePercent: z.number().min(10).max(500),
        breakMinutes: z.number().min(0).max(60),
        sessions: z
          .array(z.object({ fromMinute: Minute, toMinute: Minute }))
          .min(1)
          .max(4)
          .nullable(),
      }),
    )
    .min(1)
    .max(4),
});

/** A workspace as text for the end of an address. */
export function writeWorkspace(workspace: Workspace): string {
  const bytes = new TextEncoder().encode(JSON.stringify(workspace));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The workspace of such a text; null when it is none, or of another version. */
export function readWorkspace(text: string): Workspace | null {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (each) =>
      each.charCodeAt(0),
    );
    const read = Kept.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return read.success && read.data.at < read.data.scenarios.length ? read.data : null;
  } catch {
    return null;
  }
}

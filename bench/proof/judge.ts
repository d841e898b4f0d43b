import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

/** What an independent simulator says of a plan, field by field. */
const Verdict = z.object({
  rows: z.array(
    z.object({
      code: z.string(),
      n: z.number(),
      share: z.number().nullable(),
      daysKept: z.number().nullable(),
      group: z.number().nullable(),
    }),
  ),
  overall: z.number(),
});
export type Verdict = z.infer<typeof Verdict>;

/** A judge that shares no code with the product: programs in a folder, given by path. */
export class Judge {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  private run(program: string, args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(this.folder, program), ...args], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
    return stdout;
  }

  /** Runs a plan through recorded days. @param options further arguments of the judge */
  judge(plan: string, tickets: string, options: readonly string[]): Verdict {
    const args = [
      'judge',
      '--plan',
      plan,
      '--tickets',
      tickets,
      '--exclude-bursts',
      '--reps',
      '40',
      '--json',
    ];
    return Verdict.parse(JSON.parse(this.run('hallsim.mjs', [...args, ...options])));
  }

  /** How many fields' recorded waits the plan's services give back, and of how many. */
  twin(plan: string, tickets: string, counters: string): { near: number; of: number; points: number } {
    const said = this.run('twin.mjs', [plan, tickets, counters]);
    const [, points, near, of] =
      /mean difference ([\d.]+) points; (\d+) of (\d+) fields within 3 points/.exec(said) ?? [];
    return { near: Number(near ?? 0), of: Number(of ?? 0), points: Number(points ?? Number.NaN) };
  }
}

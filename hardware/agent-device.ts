import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { claimSentence, refusalSentence } from './refusal-sentence.ts';

const identitySchema = z.object({
  server: z.string(),
  /** The code it was paired with: the same one in a start command does not pair again. */
  code: z.string(),
  token: z.string().min(1),
  device: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
});

const claimReplySchema = z.object({
  token: z.string().min(1),
  device: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
});

const refusalSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Who this agent is to its server. */
export type AgentIdentity = z.infer<typeof identitySchema>;

export type ClaimAnswer =
  | { readonly ok: true; readonly identity: AgentIdentity }
  | {
      readonly ok: false;
      readonly code: 'not_paired' | 'claim_refused' | 'server_unreachable';
      readonly message: string;
    };

const claimWithinMs = 10_000;

async function readIdentity(path: string): Promise<AgentIdentity | null> {
  try {
    const parsed = identitySchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

async function writeIdentity(path: string, identity: AgentIdentity): Promise<void> {
  // The token opens the server to whoever has it: nobody but this account may read the file.
  const file = await open(`${path}.part`, 'w', 0o600);
  try {
    await chmod(`${path}.part`, 0o600);
    await file.writeFile(`${JSON.stringify(identity, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}

/**
 * The agent's identity: the stored one, or a new one for a pairing code that was not used here before.
 * @param server the server's address without a path
 * @param code the short code from the devices page, if one was given
 */
export async function obtainIdentity(
  dataFolder: string,
  server: string,
  code: string | undefined,
): Promise<ClaimAnswer> {
  await mkdir(dataFolder, { recursive: true });
  const path = join(dataFolder, 'agent.json');
  const stored = await readIdentity(path);
  if (stored !== null && stored.server === server && (code === undefined || code === stored.code)) {
    return { ok: true, identity: stored };
  }
  if (code === undefined) {
    return {
      ok: false,
      code: 'not_paired',
      message:
        'Trạm này chưa được ghép. Xin tạo mã trên trang Thiết bị rồi chạy với --pair MÃ.\n' +
        'This agent is not paired yet; give a code with --pair.',
    };
  }
  let status: number;
  let body: unknown;
  try {
    const reply = await fetch(new URL('/api/v1/devices/claim', server), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
      signal: AbortSignal.timeout(claimWithinMs),
    });
    status = reply.status;
    body = await reply.json().catch(() => null);
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return {
      ok: false,
      code: 'server_unreachable',
      message: `Không nối được máy chủ ${server}: ${cause}\n${server} cannot be reached: ${cause}`,
    };
  }
  const claimed = claimReplySchema.safeParse(body);
  if (status >= 300 || !claimed.success) {
    const refusal = refusalSchema.safeParse(body);
    const why = refusal.success ? refusal.data.error.message : `HTTP ${status}`;
    const refusedAs = refusal.success ? refusal.data.error.code : '';
    return { ok: false, code: 'claim_refused', message: claimSentence(refusedAs, why) };
  }
  // A code made for a screen pairs a screen: kept, it would only be refused at every start.
  if (claimed.data.device.kind !== 'agent')
    return { ok: false, code: 'claim_refused', message: refusalSentence('forbidden') };
  const identity: AgentIdentity = { server, code, ...claimed.data };
  await writeIdentity(path, identity);
  return { ok: true, identity };
}

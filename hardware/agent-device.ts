import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { lookAtServer, postJson } from './pinned-server.ts';
import { authoritySentence, claimSentence, refusalSentence } from './refusal-sentence.ts';

/** Who this agent is to its server. */
const AgentIdentity = z.object({
  server: z.string(),
  /** The code it was paired with: the same one in a start command does not pair again. */
  code: z.string(),
  token: z.string().min(1),
  device: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  /** Certificate of the only authority whose server this agent connects to, as PEM; null: those the machine trusts. */
  authority: z.string().nullable().default(null),
});
export type AgentIdentity = z.infer<typeof AgentIdentity>;

const ClaimReply = z.object({
  token: z.string().min(1),
  device: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
});

const RefusalReply = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export type ClaimAnswer =
  | { readonly ok: true; readonly identity: AgentIdentity }
  | {
      readonly ok: false;
      readonly code: 'not_paired' | 'claim_refused' | 'server_unreachable' | 'wrong_authority';
      readonly message: string;
    };

/** A part of a fingerprint that somebody typed has at least so many hexadecimal digits: nobody makes another like it. */
const fingerprintDigits = 20;

/** Splits "ABCD-EFGH@0123…" into the code and the fingerprint that the agent is to find at the server. */
function readCode(given: string): { code: string; fingerprint: string } {
  const [code = '', fingerprint = ''] = given.split('@', 2);
  return { code, fingerprint: fingerprint.toLowerCase().replace(/[^0-9a-f]/g, '') };
}

/**
 * The authority to pin, before the code is told to anybody: that of the fingerprint in the code, else the one that the
 * server shows now. Null: plain http, or a certificate that this machine trusts anyway.
 */
async function authorityOf(
  server: string,
  given: string,
): Promise<{ ok: true; authority: string | null } | { ok: false; found: string }> {
  const { fingerprint } = readCode(given);
  if (!server.startsWith('https:')) return { ok: true, authority: null };
  const shown = await lookAtServer(server);
  if (given.includes('@')) {
    const fits = fingerprint.length >= fingerprintDigits && shown.fingerprint.startsWith(fingerprint);
    return fits ? { ok: true, authority: shown.pem } : { ok: false, found: shown.fingerprint };
  }
  return { ok: true, authority: shown.known ? null : shown.pem };
}

async function readIdentity(path: string): Promise<AgentIdentity | null> {
  try {
    const parsed = AgentIdentity.safeParse(JSON.parse(await readFile(path, 'utf8')));
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
 * @param code the short code from the devices page, if one was given; over https with "@" and the fingerprint behind it
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
  let authority: string | null;
  try {
    const pinned = await authorityOf(server, code);
    if (!pinned.ok) return { ok: false, code: 'wrong_authority', message: authoritySentence(pinned.found) };
    authority = pinned.authority;
    const url = new URL('/api/v1/devices/claim', server);
    ({ status, body } = await postJson(url, { code: readCode(code).code }, authority));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      code: 'server_unreachable',
      message: `Không nối được máy chủ ${server}: ${cause}\n${server} cannot be reached: ${cause}`,
    };
  }
  const claimed = ClaimReply.safeParse(body);
  if (status >= 300 || !claimed.success) {
    const refusal = RefusalReply.safeParse(body);
    const why = refusal.success ? refusal.data.error.message : `HTTP ${status}`;
    const refusedAs = refusal.success ? refusal.data.error.code : '';
    return { ok: false, code: 'claim_refused', message: claimSentence(refusedAs, why) };
  }
  // A code made for a screen pairs a screen: kept, it would only be refused at every start.
  if (claimed.data.device.kind !== 'agent')
    return { ok: false, code: 'claim_refused', message: refusalSentence('forbidden') };
  const identity: AgentIdentity = { server, code, authority, ...claimed.data };
  await writeIdentity(path, identity);
  return { ok: true, identity };
}

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyProof } from '../common/protocol/device-keys.ts';
import { signedText } from '../common/protocol/signed-text.ts';
import { readServer } from './pinned-server.ts';

/** The key by which the server knows this machine again: its token alone is worth nothing elsewhere. */
export interface AgentKey {
  /** Signs a fresh nonce of the server; null when it was not reached. */
  prove(server: string, authority: string | null): Promise<KeyProof | null>;
}

async function readKey(path: string): Promise<KeyObject | null> {
  try {
    return createPrivateKey(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

async function makeKey(path: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const file = await open(`${path}.part`, 'w', 0o600);
  try {
    await chmod(`${path}.part`, 0o600);
    await file.writeFile(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
  return privateKey;
}

/** The key of this agent, kept in its data folder apart from its token, readable by this account alone. */
export async function agentKey(dataFolder: string): Promise<AgentKey> {
  await mkdir(dataFolder, { recursive: true });
  const path = join(dataFolder, 'agent.key');
  const key = (await readKey(path)) ?? (await makeKey(path));
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64url');
  return {
    async prove(server, authority) {
      const nonce = await nonceOf(server, authority);
      if (nonce === null) return null;
      const text = Buffer.from(signedText(nonce));
      const signature = sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
      return { nonce, signature, publicKey };
    },
  };
}

async function nonceOf(server: string, authority: string | null): Promise<string | null> {
  try {
    const { status, body } = await readServer(new URL('/api/v1/proof', server), authority);
    const nonce = typeof body === 'object' && body !== null && 'nonce' in body ? body.nonce : null;
    return status === 200 && typeof nonce === 'string' ? nonce : null;
  } catch {
    return null;
  }
}

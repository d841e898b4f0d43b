import { z } from 'zod';

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** Proof that whoever shows a token holds the key it is bound to: the nonce of GET /proof, signed. */
export const KeyProof = z.strictObject({
  nonce: Base64Url.max(120),
  /** ECDSA P-256 with SHA-256 over `signedText`, 64 bytes as WebCrypto gives them. */
  signature: Base64Url.max(120),
  /** The key as SPKI; a token that is bound to none yet is bound to this one. */
  publicKey: Base64Url.max(200),
});
export type KeyProof = z.infer<typeof KeyProof>;

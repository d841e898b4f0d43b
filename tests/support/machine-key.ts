import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { KeyProof } from '../../common/protocol/device-keys.ts';
import { signedText } from '../../common/protocol/signed-text.ts';

/** A machine's key, as a browser or an agent keeps it. */
export class MachineKey {
  private readonly key: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

  prove(nonce: string): KeyProof {
    return {
      nonce,
      publicKey: createPublicKey(this.key).export({ format: 'der', type: 'spki' }).toString('base64url'),
      signature: sign('sha256', Buffer.from(signedText(nonce)), {
        key: this.key,
        dsaEncoding: 'ieee-p1363',
      }).toString('base64url'),
    };
  }
}

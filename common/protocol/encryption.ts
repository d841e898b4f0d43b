import type { HallEncryption } from './rest/encryption.ts';

export type { HallEncryption } from './rest/encryption.ts';

/** A fingerprint as people compare it: groups of four, upper case. */
export function spokenFingerprint(fingerprint: string): string {
  return fingerprint.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ');
}

/** The code with which an agent pairs over https: it carries the fingerprint that the agent is to find. */
export function agentCode(code: string, encryption: HallEncryption['https']): string {
  return encryption?.source === 'own' ? `${code}@${encryption.fingerprint}` : code;
}

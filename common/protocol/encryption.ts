/** How the hall's connections are encrypted, as its pages tell it. */
export interface HallEncryption {
  /** Where the hall is found in the local network. */
  readonly address: string;
  readonly httpPort: number;
  /** Null: nothing is encrypted. */
  readonly https: {
    readonly port: number;
    /** `own`: by the hall's own authority, which devices have to come to trust; `given`: by a certificate from outside. */
    readonly source: 'own' | 'given';
    /** SHA-256 of the authority's certificate, or of the given one, as 64 hexadecimal digits. */
    readonly fingerprint: string;
    readonly expiresAt: string;
  } | null;
}

/** A fingerprint as people compare it: groups of four, upper case. */
export function spokenFingerprint(fingerprint: string): string {
  return fingerprint.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ');
}

/** The code with which an agent pairs over https: it carries the fingerprint that the agent is to find. */
export function agentCode(code: string, encryption: HallEncryption['https']): string {
  return encryption?.source === 'own' ? `${code}@${encryption.fingerprint}` : code;
}

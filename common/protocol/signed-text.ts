/** What is signed: a signature made for this can be used for nothing else. */
export const signedText = (nonce: string): string => `motcua key proof ${nonce}`;

import { api } from '../../common/client/api.ts';
import { sayRefusal, sayVoice } from '../words.ts';

/** Takes a pack from a file. @param onDone is told what came of it */
export function useImport(onDone: (text: string, bad: boolean) => void): (file: File) => Promise<void> {
  return async (file) => {
    const taken = await api('POST /voice-packs/import', { file: await file.arrayBuffer() });
    if (taken.ok) {
      const { name, clips } = taken.value;
      return onDone(sayVoice('imported', { name, n: clips }), false);
    }
    if (taken.code !== 'invalid_input') return onDone(sayRefusal(taken.code), true);
    const clip = taken.details?.clip;
    return onDone(
      typeof clip === 'string' ? sayVoice('importSound', { clip }) : sayVoice('importFault'),
      true,
    );
  };
}

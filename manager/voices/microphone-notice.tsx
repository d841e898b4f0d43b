import type { ReactNode } from 'react';
import { useRead } from '../../common/ui/use-read.ts';
import { sayVoice } from '../words.ts';
import { mayRecord } from './microphone.ts';

/** Where the browser gives this page no microphone: why, and the two ways on. */
export function MicrophoneNotice(): ReactNode {
  const barred = !mayRecord();
  const read = useRead(barred ? 'GET /encryption' : null);
  if (!barred) return null;
  const https = read.value?.https;
  const { hostname, pathname, search } = globalThis.location;
  return (
    <p className="standing care" role="note">
      {sayVoice('insecure')}{' '}
      {https ? (
        <a href={`https://${hostname}:${https.port}${pathname}${search}`}>{sayVoice('insecureTo')}</a>
      ) : (
        sayVoice('insecureNone')
      )}
    </p>
  );
}

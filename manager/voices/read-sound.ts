import { RECORDING_RATE_HZ } from '../../common/voice/recorded-clip.ts';
import { type Take, type TakeFault, takeOf } from '../../common/voice/sound/take.ts';

/** What a microphone or a telephone recorded, in whatever form the browser can read, as it is sent to the hall. */
export async function readSound(file: Blob): Promise<Take | TakeFault> {
  // Decoded by an offline context it is brought to its rate at once; this works without https too.
  const context = new OfflineAudioContext(1, 1, RECORDING_RATE_HZ);
  const decoded = await file
    .arrayBuffer()
    .then((bytes) => context.decodeAudioData(bytes))
    .catch(() => null);
  if (decoded === null) return 'unreadable';
  const mono = new Float32Array(decoded.length);
  for (let channel = 0; channel < decoded.numberOfChannels; channel++)
    decoded.getChannelData(channel).forEach((value, at) => {
      mono[at] = (mono[at] ?? 0) + value / decoded.numberOfChannels;
    });
  return takeOf(mono);
}

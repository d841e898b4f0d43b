/** A microphone that records one take after another, and tells its level meanwhile. */
export interface Microphone {
  /** Begins a take; `onLevel` hears the level, 0 to 1, twenty times a second. */
  record(onLevel: (level: number) => void, onSilence: () => void): void;
  /** Ends the take. Resolves with what was recorded. */
  stop(): Promise<Blob>;
  /** Lets go of the microphone. */
  close(): void;
}

const LOOK_MS = 50;
/** Speech has ended when it has been so quiet for so long. */
const SILENCE_MS = 900;
const SPEECH_ABOVE_ROOM_DB = 12;
const SILENCE_BELOW_SPEECH_DB = 22;
/** Quieter than this nothing is speech. */
const LEAST_SPEECH_DB = -50;

/** Whether the browser gives pages of this address a microphone at all. */
export const mayRecord = (): boolean =>
  globalThis.isSecureContext && globalThis.navigator.mediaDevices !== undefined;

/** Asks for the microphone as it is: what browsers do for telephone calls would make a voice sound thin. */
export async function openMicrophone(): Promise<Microphone> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
  const context = new AudioContext();
  await context.resume();
  const analyser = context.createAnalyser();
  analyser.fftSize = 2_048;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let recorder: MediaRecorder | null = null;
  let parts: Blob[] = [];
  let watch: ReturnType<typeof setInterval> | undefined;

  return {
    record(onLevel, onSilence) {
      parts = [];
      recorder = new MediaRecorder(stream, { audioBitsPerSecond: 128_000 });
      recorder.ondataavailable = ({ data }) => parts.push(data);
      recorder.start();
      const heard = endOfSpeech();
      watch = setInterval(() => {
        analyser.getFloatTimeDomainData(samples);
        const db = levelDb(samples);
        onLevel(Math.min(1, Math.max(0, (db + 60) / 60)));
        if (heard(db)) onSilence();
      }, LOOK_MS);
    },
    stop() {
      clearInterval(watch);
      const ending = recorder;
      recorder = null;
      if (ending === null || ending.state === 'inactive') return Promise.resolve(new Blob(parts));
      return new Promise((resolve) => {
        ending.onstop = () => resolve(new Blob(parts, { type: ending.mimeType }));
        ending.stop();
      });
    },
    close() {
      clearInterval(watch);
      if (recorder?.state === 'recording') recorder.stop();
      for (const track of stream.getTracks()) track.stop();
      void context.close();
    },
  };
}

function levelDb(samples: Float32Array): number {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return 10 * Math.log10(sum / samples.length + 1e-9);
}

/** Follows the level of a take, and says once when speech was heard and has ended. */
export function endOfSpeech(): (db: number) => boolean {
  let room = 0;
  let top = Number.NEGATIVE_INFINITY;
  let quietMs = 0;
  let isTold = false;
  return (db) => {
    room = Math.min(room, db);
    if (db > Math.max(LEAST_SPEECH_DB, room + SPEECH_ABOVE_ROOM_DB)) top = Math.max(top, db);
    quietMs = db < top - SILENCE_BELOW_SPEECH_DB ? quietMs + LOOK_MS : 0;
    if (isTold || quietMs < SILENCE_MS) return false;
    isTold = true;
    return true;
  };
}

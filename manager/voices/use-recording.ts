import { useCallback, useEffect, useRef, useState } from 'react';
import { type Microphone, openMicrophone } from './microphone.ts';

export type RecordingState = 'idle' | 'asking' | 'recording' | 'unavailable';

/** The microphone of the page: opened with the first take, kept for the next, let go of when the page is left. */
export function useRecording(options: {
  readonly autoStop: boolean;
  readonly onTake: (file: Blob) => void;
}): {
  readonly state: RecordingState;
  /** 0 to 1. */
  readonly level: number;
  /** Begins a take, or ends the one under way. */
  readonly toggle: () => void;
} {
  const [state, setState] = useState<RecordingState>('idle');
  const [level, setLevel] = useState(0);
  const microphone = useRef<Promise<Microphone> | null>(null);
  const now = useRef({ ...options, state });
  now.current = { ...options, state };

  useEffect(
    () => () => {
      void microphone.current?.then((open) => open.close()).catch(() => undefined);
      microphone.current = null;
    },
    [],
  );

  const stop = useCallback(async () => {
    if (now.current.state !== 'recording') return;
    now.current.state = 'idle';
    setState('idle');
    setLevel(0);
    const file = await (await microphone.current)?.stop();
    if (file !== undefined) now.current.onTake(file);
  }, []);

  const start = useCallback(async () => {
    setState('asking');
    now.current.state = 'asking';
    microphone.current ??= openMicrophone();
    try {
      const open = await microphone.current;
      open.record(setLevel, () => {
        if (now.current.autoStop) void stop();
      });
      now.current.state = 'recording';
      setState('recording');
    } catch {
      // Refused, or none is plugged in: the next press asks again.
      microphone.current = null;
      setState('unavailable');
    }
  }, [stop]);

  const toggle = useCallback(() => {
    if (now.current.state === 'recording') void stop();
    else if (now.current.state !== 'asking') void start();
  }, [start, stop]);
  return { state, level, toggle };
}

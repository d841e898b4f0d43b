/** A clip by its address, and the silence before it. */
export interface PlayedClip {
  readonly address: string;
  readonly pauseMs: number;
}

/** Plays clips one after another; resolves after the last. Throws where the browser cannot play one. */
export async function playClips(
  clips: readonly PlayedClip[],
  volume: number,
  stopped: () => boolean,
): Promise<void> {
  for (const { address, pauseMs } of clips) {
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (stopped()) return;
    const sound = new Audio(address);
    sound.volume = volume;
    await new Promise<void>((resolve, reject) => {
      sound.onended = () => resolve();
      sound.onerror = () => reject(new Error(address));
      sound.play().catch(reject);
    });
  }
}

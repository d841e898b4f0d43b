import { useEffect, useRef, useState } from 'react';

/**
 * Counts down the seconds since the last touch or key. Answers the seconds left, or null while `active` is false;
 * at nought `onIdle` is called once.
 */
export function useIdle(active: boolean, idleSeconds: number, onIdle: () => void, restartOn: unknown) {
  const [left, setLeft] = useState<number | null>(null);
  const act = useRef(onIdle);
  act.current = onIdle;
  // restartOn is only compared, a new step of the citizen starts the count anew.
  const step = useRef(restartOn);
  step.current = restartOn;

  useEffect(() => {
    if (!active) {
      setLeft(null);
      return;
    }
    let remaining = idleSeconds;
    let shownStep = step.current;
    const restart = () => {
      remaining = idleSeconds;
      setLeft(remaining);
    };
    restart();
    const timer = setInterval(() => {
      if (step.current !== shownStep) {
        shownStep = step.current;
        restart();
        return;
      }
      remaining -= 1;
      setLeft(remaining);
      if (remaining <= 0) {
        clearInterval(timer);
        act.current();
      }
    }, 1_000);
    window.addEventListener('pointerdown', restart);
    window.addEventListener('keydown', restart);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pointerdown', restart);
      window.removeEventListener('keydown', restart);
    };
  }, [active, idleSeconds]);
  return left;
}

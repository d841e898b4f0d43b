import { type ReactNode, useEffect, useRef } from 'react';

/** Something wide that scrolls inside the page; while it does, the keys can scroll it too. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }): ReactNode {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const follow = () => {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    };
    const sizes = new ResizeObserver(follow);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  return (
    <section ref={box} className="wide" aria-label={label}>
      {children}
    </section>
  );
}

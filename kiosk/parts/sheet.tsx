import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../kiosk-words.ts';
import { Tap } from './tap.tsx';

/** A sheet to be read: what has no room is turned to by buttons, for nothing on the kiosk scrolls under a finger. */
export function Sheet({ className, children }: { className: string; children: ReactNode }) {
  const words = useWords();
  const sheet = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  const [atEnd, setAtEnd] = useState(false);

  useEffect(() => {
    const element = sheet.current;
    if (element === null) return;
    const look = () => {
      setOverflows(element.scrollHeight > element.clientHeight + 2);
      setAtEnd(element.scrollTop + element.clientHeight >= element.scrollHeight - 2);
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look);
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);

  const turn = (pages: number) => {
    const element = sheet.current;
    element?.scrollBy({ top: element.clientHeight * 0.85 * pages });
  };
  return (
    <section className="sheet-place">
      <div className={className} ref={sheet}>
        {children}
      </div>
      {overflows ? (
        <nav className="pager">
          <Tap onTap={() => turn(-1)}>{words.kiosk('previousPage')}</Tap>
          <Tap onTap={() => turn(1)} disabled={atEnd}>
            {words.kiosk('morePages')}
          </Tap>
        </nav>
      ) : null}
    </section>
  );
}

import { useEffect, useRef, useState } from 'react';
import type { Procedure } from '../../common/protocol/catalogue.ts';
import { useWords } from '../kiosk-words.ts';
import { Tap } from './tap.tsx';

/** What a procedure needs: papers, time limit and fee word for word, since a shortened fee misleads the exempt. */
export function ProcedureSheet({ procedure }: { procedure: Procedure }) {
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
      <div className="sheet" ref={sheet}>
        <h2>{words.either(procedure.name, procedure.nameEn)}</h2>
        <h3>{words.kiosk('papersTitle')}</h3>
        {procedure.papers.length === 0 ? (
          <p>{words.kiosk('papersNone')}</p>
        ) : (
          <ul>
            {procedure.papers.map((paper) => (
              <li key={paper}>{paper}</li>
            ))}
          </ul>
        )}
        <dl>
          <dt>{words.kiosk('timeLimit')}</dt>
          <dd>{procedure.timeLimit || words.kiosk('feeUnknown')}</dd>
          <dt>{words.kiosk('fee')}</dt>
          <dd>{procedure.fee || words.kiosk('feeUnknown')}</dd>
        </dl>
        {procedure.note === '' ? null : <p>{procedure.note}</p>}
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

import { useWords } from '../kiosk-words.ts';
import type { Paging } from '../use-paging.ts';
import { Tap } from './tap.tsx';

/** Previous and next page of a list; holds its place when there is one page only, so that nothing jumps. */
export function Pager({ paging }: { paging: Pick<Paging<unknown>, 'page' | 'pages' | 'turn'> }) {
  const words = useWords();
  if (paging.pages === 1) return null;
  return (
    <nav className="pager">
      <Tap onTap={() => paging.turn(-1)} disabled={paging.page === 0}>
        {words.kiosk('previousPage')}
      </Tap>
      <p aria-live="polite">{words.kiosk('pageOf', { n: paging.page + 1, total: paging.pages })}</p>
      <Tap onTap={() => paging.turn(1)} disabled={paging.page === paging.pages - 1}>
        {words.kiosk('morePages')}
      </Tap>
    </nav>
  );
}

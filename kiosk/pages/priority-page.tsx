import type { PriorityClass } from '../../common/protocol/catalogue.ts';
import { useWords } from '../kiosk-words.ts';
import { Page } from '../parts/page.tsx';
import { Pager } from '../parts/pager.tsx';
import { Tap } from '../parts/tap.tsx';
import { usePaging } from '../use-paging.ts';

interface PriorityPageProps {
  readonly priorities: readonly PriorityClass[];
  readonly priority: string | null;
  readonly onPriority: (code: string | null) => void;
}

/** Which class of priority, what proves it at the counter, and a clear way to say none. */
export function PriorityPage({ priorities, priority, onPriority }: PriorityPageProps) {
  const words = useWords();
  const paging = usePaging(priorities);
  return (
    <Page name="priority" title={words.kiosk('choosePriority')} lead={words.kiosk('priorityProof')}>
      <div ref={paging.room} className="tiles" data-columns={paging.columns}>
        {paging.shown.map((each) => (
          <Tap
            key={each.code}
            className="priority"
            pressed={priority === each.code}
            onTap={() => onPriority(each.code)}
          >
            {words.either(each.name, each.nameEn)}
          </Tap>
        ))}
      </div>
      <Pager paging={paging} />
      <Tap kind="main" className="priority-none" onTap={() => onPriority(null)}>
        {words.kiosk('priorityNone')}
      </Tap>
    </Page>
  );
}

import type { FieldGroup } from '../../common/protocol/errands.ts';
import { useWords } from '../kiosk-words.ts';
import { ErrandTile } from '../parts/errand-tile.tsx';
import { Page } from '../parts/page.tsx';
import { Pager } from '../parts/pager.tsx';
import { usePaging } from '../use-paging.ts';

interface GroupPageProps {
  readonly title: string;
  readonly groups: readonly FieldGroup[];
  readonly onGroup: (group: FieldGroup) => void;
}

/** Fields by kind, for a hall that has too many for one list. */
export function GroupPage({ title, groups, onGroup }: GroupPageProps) {
  const words = useWords();
  const paging = usePaging(groups);
  return (
    <Page name="groups" title={title} lead={words.kiosk('chooseGroup')}>
      <div ref={paging.room} className="tiles" data-columns={paging.columns}>
        {paging.shown.map((group) => (
          <ErrandTile
            key={group.id}
            icon={group.icon}
            name={words.either(group.name, group.nameEn)}
            under={words.kiosk('fieldsInGroup', { n: group.fields.length })}
            available={null}
            onTap={() => onGroup(group)}
          />
        ))}
      </div>
      <Pager paging={paging} />
    </Page>
  );
}

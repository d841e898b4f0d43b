import type { FieldRecord } from '../../common/protocol/views.ts';
import { availabilityOf, type HallMoment } from '../availability.ts';
import { useWords } from '../kiosk-words.ts';
import { ErrandTile } from '../parts/errand-tile.tsx';
import { Page } from '../parts/page.tsx';
import { Pager } from '../parts/pager.tsx';
import { usePaging } from '../use-paging.ts';

interface FieldPageProps {
  readonly fields: readonly FieldRecord[];
  readonly hall: HallMoment;
  readonly title: string;
  readonly onField: (code: string) => void;
}

/** The fields, as tiles: drawing, name, everyday words, people waiting or why it is closed. */
export function FieldPage({ fields, hall, title, onField }: FieldPageProps) {
  const words = useWords();
  const paging = usePaging(fields);
  return (
    <Page name="field" title={title} lead={words.kiosk('chooseField')}>
      <div ref={paging.room} className="tiles" data-columns={paging.columns}>
        {paging.shown.map((record) => {
          const { field } = record;
          return (
            <ErrandTile
              key={field.code}
              icon={field.icon}
              name={words.either(field.name, field.nameEn)}
              under={words.either(field.everyday, field.everydayEn)}
              available={availabilityOf(record, hall, words)}
              onTap={() => onField(field.code)}
            />
          );
        })}
      </div>
      <Pager paging={paging} />
    </Page>
  );
}

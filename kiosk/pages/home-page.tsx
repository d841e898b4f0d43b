import type { ReactNode } from 'react';
import type { OfferedErrand } from '../../common/protocol/errands.ts';
import type { FieldRecord } from '../../common/protocol/views.ts';
import { availabilityOf, type HallMoment } from '../availability.ts';
import { useWords } from '../kiosk-words.ts';
import { ErrandTile } from '../parts/errand-tile.tsx';
import { Page } from '../parts/page.tsx';
import { type PaperFault, PaperNotice } from '../parts/paper-notice.tsx';
import { Tap } from '../parts/tap.tsx';
import { usePaging } from '../use-paging.ts';

interface HomePageProps {
  /** Commonest first; those that fit are shown. */
  readonly errands: readonly OfferedErrand[];
  readonly records: readonly FieldRecord[];
  readonly hall: HallMoment;
  readonly fault: PaperFault;
  /** False: no field gives out results. */
  readonly canCollect: boolean;
  readonly onErrand: (errand: OfferedErrand) => void;
  readonly onCollect: () => void;
  readonly onOther: () => void;
  readonly guidance: ReactNode;
}

/** The first page: what people come for at this hour, and three bars that are always there. */
export function HomePage(props: HomePageProps) {
  const words = useWords();
  const { errands, records, hall } = props;
  const paging = usePaging(errands);
  return (
    <Page name="home" title={words.kiosk('welcome')}>
      <PaperNotice fault={props.fault} />
      <div ref={paging.room} className="tiles" data-columns={paging.columns}>
        {paging.shown.map((errand) => {
          const record = records.find((each) => each.field.code === errand.field);
          return (
            <ErrandTile
              key={errand.id}
              icon={errand.icon}
              name={words.either(errand.name, errand.nameEn)}
              under={record === undefined ? '' : words.either(record.field.name, record.field.nameEn)}
              available={record === undefined ? null : availabilityOf(record, hall, words)}
              onTap={() => props.onErrand(errand)}
            />
          );
        })}
      </div>
      <div className="bars">
        {props.canCollect ? (
          <Tap className="bar bar-collect" glyph="collect" onTap={props.onCollect}>
            {words.common('collect')}
          </Tap>
        ) : null}
        <Tap className="bar bar-other" glyph="submit" onTap={props.onOther}>
          {words.kiosk('anotherErrand')}
        </Tap>
        {props.guidance}
      </div>
    </Page>
  );
}

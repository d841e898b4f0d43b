import { formatDate, formatLocalDate } from '../../common/i18n/format.ts';
import type { FieldRecord } from '../../common/protocol/views.ts';
import { FieldIcon } from '../../common/ui/field-icons.tsx';
import { Glyph } from '../../common/ui/glyphs.tsx';
import { type KioskWords, useWords } from '../kiosk-words.ts';
import { Page } from '../parts/page.tsx';
import { Pager } from '../parts/pager.tsx';
import { closedDayWords } from '../service-state.ts';
import { usePaging } from '../use-paging.ts';

interface FieldPageProps {
  readonly fields: readonly FieldRecord[];
  readonly timeZone: string;
  readonly now: Date;
  readonly title: string;
  readonly onField: (code: string) => void;
}

/** The fields, as tiles: drawing, name, everyday words, people waiting or why it is closed. */
export function FieldPage({ fields, timeZone, now, title, onField }: FieldPageProps) {
  const words = useWords();
  const paging = usePaging(fields);
  return (
    <Page name="field" title={title} lead={words.kiosk('chooseField')}>
      <div ref={paging.room} className="tiles" data-columns={paging.columns}>
        {paging.shown.map((record) => {
          const { field, issuing } = record;
          const everyday = words.either(field.everyday, field.everydayEn);
          return (
            <button
              key={field.code}
              type="button"
              className="tile"
              aria-disabled={!issuing.open}
              onClick={() => {
                if (issuing.open) onField(field.code);
              }}
            >
              <FieldIcon name={field.icon} size="var(--tile-icon)" />
              <span className="tile-words">
                <span className="tile-name">{words.either(field.name, field.nameEn)}</span>
                {everyday === '' ? null : <span className="tile-everyday">{everyday}</span>}
                {issuing.open ? (
                  <span className="tile-waiting">
                    <Glyph name="people" size="1.2em" />
                    {record.waiting === 0
                      ? words.common('nobodyWaiting')
                      : words.common('peopleWaiting', { n: record.waiting })}
                  </span>
                ) : (
                  <span className="tile-closed">
                    <Glyph name="clock" size="1.2em" />
                    {closedWords(record, words, timeZone, now)}
                  </span>
                )}
              </span>
            </button>
          );
        })}
      </div>
      <Pager paging={paging} />
    </Page>
  );
}

/** Why a field gives no numbers now, and when it will again. */
export function closedWords(record: FieldRecord, words: KioskWords, timeZone: string, now: Date): string {
  const { issuing } = record;
  if (issuing.open) return '';
  if (issuing.because === 'quota_reached') return words.kiosk('fieldQuotaReached');
  if (issuing.because === 'range_full') return words.kiosk('fieldRangeFull');
  if (issuing.because === 'closed_day') return closedDayWords(issuing.dayName ?? '', words);
  if (issuing.nextFrom === null || issuing.nextDate === null) return words.kiosk('fieldClosed');
  const time = issuing.nextFrom;
  const date = formatLocalDate(issuing.nextDate);
  return date === formatDate(now, { timeZone })
    ? words.kiosk('fieldOpensAt', { time })
    : words.kiosk('fieldOpensOn', { time, date });
}

import type { HallConnection } from '../../common/client/hall-connection.ts';
import type { OfferedLanguage } from '../../common/client/language-words.ts';
import { useHallNow } from '../../common/client/use-hall.ts';
import { formatLongDate, formatTime } from '../../common/i18n/format.ts';
import type { PublicSettings } from '../../common/protocol/views.ts';
import { Emblem } from '../../common/ui/emblem.tsx';
import { useWords } from '../kiosk-words.ts';
import { LanguageWords } from './language-choice.tsx';

interface HeadProps {
  readonly connection: HallConnection;
  readonly settings: PublicSettings | undefined;
  readonly languages: readonly OfferedLanguage[];
  readonly onLanguage: (tag: string) => void;
}

/** Emblem, hall, clock, and the languages as words. */
export function Head({ connection, settings, languages, onLanguage }: HeadProps) {
  const words = useWords();
  const now = useHallNow(connection);
  const timeZone = settings?.timeZone ?? 'Asia/Ho_Chi_Minh';
  return (
    <header className="head">
      <Emblem size={96} />
      <div className="head-hall">
        {settings?.superiorName ? <p>{settings.superiorName}</p> : null}
        <p className="head-name">
          {settings === undefined
            ? words.common('productName')
            : words.either(settings.hallName, settings.hallNameEn)}
        </p>
      </div>
      <div className="head-clock">
        <p className="head-time">{formatTime(now, { timeZone })}</p>
        <p>{formatLongDate(now, { timeZone, language: words.language })}</p>
      </div>
      <LanguageWords languages={languages} onLanguage={onLanguage} />
    </header>
  );
}

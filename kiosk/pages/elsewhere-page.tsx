import type { ReactNode } from 'react';
import type { OfferedErrand } from '../../common/protocol/errands.ts';
import { FieldIcon } from '../../common/ui/field-icons.tsx';
import { useWords } from '../kiosk-words.ts';
import { Page } from '../parts/page.tsx';

interface ElsewherePageProps {
  readonly errand: OfferedErrand;
  readonly guidance: ReactNode;
}

/** What this hall does not do, where it is done, and a way on for who still has a question. */
export function ElsewherePage({ errand, guidance }: ElsewherePageProps) {
  const words = useWords();
  const place = words.either(errand.where, errand.whereEn);
  return (
    <Page name="elsewhere" title={words.either(errand.name, errand.nameEn)} lead={words.kiosk('notHere')}>
      <div className="elsewhere">
        <FieldIcon name={errand.icon} size="var(--tile-icon)" />
        <p data-speak="words">{place === '' ? words.kiosk('askWhere') : words.kiosk('doneAt', { place })}</p>
      </div>
      <div className="bars bars-one">{guidance}</div>
    </Page>
  );
}

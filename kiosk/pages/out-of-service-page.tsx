import { useState } from 'react';
import type { HallConnection } from '../../common/client/hall-connection.ts';
import { Glyph, type GlyphName } from '../../common/ui/glyphs.tsx';
import { useWords } from '../kiosk-words.ts';
import { Keyboard } from '../parts/keyboard.tsx';
import { Page } from '../parts/page.tsx';
import { Tap } from '../parts/tap.tsx';

interface OutOfServiceProps {
  readonly title: string;
  readonly advice: string;
  readonly glyph: GlyphName;
}

/** Says why no number can be drawn; goes away by itself with the cause. */
export function OutOfServicePage({ title, advice, glyph }: OutOfServiceProps) {
  return (
    <Page name="out" title={title}>
      <div className="out" role="status">
        <Glyph name={glyph} size={240} className="out-glyph" />
        <p data-speak="words">{advice}</p>
      </div>
    </Page>
  );
}

/** The form in which staff enter the pairing code of this kiosk. */
export function PairingPage({ connection }: { connection: Pick<HallConnection, 'pair'> }) {
  const words = useWords();
  const [code, setCode] = useState('');
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const pair = async () => {
    if (pending || code.trim() === '') return;
    setPending(true);
    const claimed = await connection.pair(code);
    setPending(false);
    if (!claimed.ok) {
      setRefusal(words.errors(claimed.code === 'offline' ? 'connection_lost' : claimed.code));
    }
  };
  return (
    <Page name="pairing" title={words.kiosk('notPaired')}>
      <form
        className="pairing"
        onSubmit={(event) => {
          event.preventDefault();
          void pair();
        }}
      >
        <label className="search-input">
          <input
            value={code}
            onChange={(event) => setCode(event.target.value.toUpperCase())}
            inputMode="none"
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            aria-label={words.kiosk('notPaired')}
          />
        </label>
        {refusal === null ? null : (
          <p className="refusal" role="alert">
            {refusal}
          </p>
        )}
        <Tap kind="main" disabled={pending} onTap={() => void pair()}>
          {words.common('ok')}
        </Tap>
      </form>
      <Keyboard digits text={code} onText={(text) => setCode(text.toUpperCase())} />
    </Page>
  );
}

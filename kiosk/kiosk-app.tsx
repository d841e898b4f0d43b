import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { HallConnection } from '../common/client/hall-connection.ts';
import { recordsOf } from '../common/client/selectors.ts';
import { useHall } from '../common/client/use-hall.ts';
import { LANGUAGES, type Language, PURPOSES } from '../common/protocol/primitives.ts';
import type { Ticket } from '../common/protocol/ticket.ts';
import { keepWordsFitting } from './fit-words.ts';
import { KioskFlow } from './kiosk-flow.tsx';
import { KIOSK_WORDS, WordsProvider } from './kiosk-words.ts';
import { OutOfServicePage, PairingPage } from './pages/out-of-service-page.tsx';
import { paperIsMissing } from './pages/result-page.tsx';
import { Foot, type Modes } from './parts/foot.tsx';
import { Head, LanguageWords } from './parts/head.tsx';
import { IdleWarning } from './parts/idle-warning.tsx';
import { usePaperFault } from './parts/paper-notice.tsx';
import { type OutOfService, outOfService } from './service-state.ts';
import { FIRST_STEP, fieldsFor, nextStep, pageOf } from './steps.ts';
import { useIdle } from './use-idle.ts';
import { useIssuing } from './use-issuing.ts';
import { usePrintNews } from './use-print-news.ts';
import { useProcedures } from './use-procedures.ts';
import { useSettling } from './use-settling.ts';
import { useSteady } from './use-steady.ts';

const PLAIN: Modes = { largeText: false, highContrast: false, reach: false };
const DEFAULT_IDLE_SECONDS = 60;
/** The number stays this long once paper is on its way; with no paper the citizen gets the full idle time. */
const RESULT_SECONDS = 20;
const WARN_SECONDS = 10;

/** The whole kiosk: out of service, or the way from a purpose to a number. */
export function KioskApp({ connection }: { connection: HallConnection }) {
  const state = useHall(connection);
  const [step, act] = useReducer(nextStep, FIRST_STEP);
  const [language, setLanguage] = useState<Language>('vi');
  const [modes, setModes] = useState<Modes>(PLAIN);
  const [visit, setVisit] = useState(0);
  const news = usePrintNews(connection);
  const fault = usePaperFault(state);
  const onTicket = useCallback((ticket: Ticket) => act({ do: 'issued', ticket }), []);
  const { issuing, draw, reset } = useIssuing(connection, onTicket);
  const hall = recordsOf(state, 'hall')[0];
  const procedures = useProcedures(connection, state.boot, hall?.proceduresAt ?? null);
  const fields = recordsOf(state, 'field');
  const words = KIOSK_WORDS[language];
  const languages = useMemo(
    () => LANGUAGES.filter((each) => (hall?.settings.languages ?? ['vi']).includes(each)),
    [hall],
  );

  const start = useCallback(() => {
    act({ do: 'start' });
    reset();
    setLanguage('vi');
    setModes(PLAIN);
    setVisit((count) => count + 1);
  }, [reset]);

  // A short break of the line, or the first second of a start, is not worth a page of its own.
  const steadyStatus = useSteady(state.status, state.status === 'live' ? 0 : 3_000);
  const out = outOfService({ ...state, status: steadyStatus }, fields, words);
  const keepsPage = step.page === 'result' || issuing.state === 'pending';
  const shownOut: OutOfService | null = keepsPage ? null : out;

  const missing = step.page === 'result' && paperIsMissing(step.ticket, news.get(step.ticket.id));
  const idleSeconds = hall?.settings.kioskIdleSeconds ?? DEFAULT_IDLE_SECONDS;
  const untouched = step.page === 'purpose' && language === 'vi' && modes === PLAIN;
  const onResult = step.page === 'result';
  const left = useIdle(
    !untouched && issuing.state !== 'pending',
    onResult && !missing ? Math.min(RESULT_SECONDS, idleSeconds) : idleSeconds,
    start,
    step,
  );

  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (frame.current === null ? undefined : keepWordsFitting(frame.current)), []);
  useSettling(frame, shownOut?.kind ?? pageOf(step));

  useLayoutEffect(() => {
    const { documentElement: page } = document;
    page.lang = language;
    page.dataset.text = modes.largeText ? 'large' : 'normal';
    page.dataset.contrast = modes.highContrast ? 'high' : 'normal';
    page.dataset.reach = modes.reach ? 'low' : 'normal';
  }, [language, modes]);

  const back = useCallback(() => {
    reset();
    act({ do: 'back' });
  }, [reset]);
  const canGoBack = shownOut === null && step.page !== 'purpose' && issuing.state !== 'pending';
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && canGoBack) back();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [canGoBack, back]);

  useEffect(() => {
    if (state.boot !== null) connection.tell('device:hello', { build: state.version ?? '', page: 'kiosk' });
  }, [connection, state.boot, state.version]);
  useReloadAfterUpdate(state.version, state.status === 'live', untouched);
  const offered = new Set(
    PURPOSES.filter(
      (purpose) =>
        fieldsFor(
          fields.map((record) => record.field),
          purpose,
        ).length > 0,
    ),
  );
  return (
    <WordsProvider value={words}>
      <div className="kiosk" ref={frame}>
        <Head
          connection={connection}
          settings={hall?.settings}
          languages={languages}
          onLanguage={setLanguage}
        />
        {shownOut === null ? (
          <KioskFlow
            key={visit}
            connection={connection}
            state={state}
            step={step}
            act={act}
            procedures={procedures}
            offered={offered}
            news={news}
            issuing={issuing}
            draw={draw}
            reset={reset}
            secondsLeft={left}
            fault={fault}
            onDone={start}
          />
        ) : shownOut.kind === 'unpaired' ? (
          <PairingPage connection={connection} />
        ) : (
          <OutOfServicePage title={shownOut.title} advice={shownOut.advice} glyph={shownOut.glyph} />
        )}
        <Foot modes={modes} onModes={setModes} onBack={canGoBack ? back : null}>
          {modes.reach ? <LanguageWords languages={languages} onLanguage={setLanguage} /> : null}
        </Foot>
        {left !== null && left <= WARN_SECONDS && !onResult && !untouched ? (
          <IdleWarning seconds={left} />
        ) : null}
      </div>
    </WordsProvider>
  );
}

/**
 * When the server runs another version its pages are newer too: the kiosk loads them while nobody stands before it.
 * A server that was merely started anew is no reason: if it fell again in that moment, the browser would show its own
 * error page and never come back.
 */
function useReloadAfterUpdate(version: string | null, live: boolean, untouched: boolean): void {
  const [firstVersion, setFirstVersion] = useState<string | null>(null);
  useEffect(() => {
    if (version === null) return;
    if (firstVersion === null) setFirstVersion(version);
    else if (version !== firstVersion && live && untouched) window.location.reload();
  }, [version, firstVersion, live, untouched]);
}

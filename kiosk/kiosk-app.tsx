import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';
import { api } from '../common/client/api.ts';
import type { HallConnection } from '../common/client/hall-connection.ts';
import { ownFaces } from '../common/client/language-words.ts';
import { recordsOf } from '../common/client/selectors.ts';
import { useHall } from '../common/client/use-hall.ts';
import type { Procedure } from '../common/protocol/catalogue.ts';
import { WHOLE_HALL } from '../common/protocol/stage.ts';
import type { Ticket } from '../common/protocol/ticket.ts';
import type { FieldRecord } from '../common/protocol/views.ts';
import { hasVoice } from '../common/voice/clip-keys.ts';
import { NO_OFFER } from './errand-list.ts';
import { keepWordsFitting } from './fit-words.ts';
import { KioskFlow } from './kiosk-flow.tsx';
import { WordsProvider } from './kiosk-words.ts';
import { OutOfServicePage, PairingPage } from './pages/out-of-service-page.tsx';
import { paperIsMissing } from './pages/result-page.tsx';
import { Foot, type Modes } from './parts/foot.tsx';
import { Head } from './parts/head.tsx';
import { IdleWarning } from './parts/idle-warning.tsx';
import { LanguageSheet, LanguageWords } from './parts/language-choice.tsx';
import { usePaperFault } from './parts/paper-notice.tsx';
import { type OutOfService, outOfService } from './service-state.ts';
import { useSpeech } from './speech/use-speech.ts';
import { FIRST_STEP, fieldsFor, nextStep, pageOf } from './steps.ts';
import { useIdle } from './use-idle.ts';
import { useIssuing } from './use-issuing.ts';
import { useKeptRead } from './use-kept-read.ts';
import { useKioskScanner } from './use-kiosk-scanner.ts';
import { useLanguage, useOffered } from './use-language.ts';
import { usePrintNews } from './use-print-news.ts';
import { useSettling } from './use-settling.ts';
import { useSteady } from './use-steady.ts';

type Headers = Readonly<Record<string, string>>;
const readProcedures = (headers: Headers) => api('GET /procedures', { headers });
const readErrands = (headers: Headers) => api('GET /errands', { headers });
const NO_PROCEDURES: readonly Procedure[] = [];
const PLAIN: Modes = { largeText: false, highContrast: false, reach: false, speech: false };
const DEFAULT_IDLE_SECONDS = 60;
/** The number stays this long once paper is on its way; with no paper the citizen gets the full idle time. */
const RESULT_SECONDS = 20;
const WARN_SECONDS = 10;
/** Who listens to a page needs so many times as long as who reads it. */
const LISTENING = 3;

/** The whole kiosk: out of service, or the way from an errand to a number. */
export function KioskApp({ connection }: { connection: HallConnection }) {
  const state = useHall(connection);
  const [step, act] = useReducer(nextStep, FIRST_STEP);
  const { words, choose: setLanguage } = useLanguage();
  const { language } = words;
  const [modes, setModes] = useState<Modes>(PLAIN);
  const [visit, setVisit] = useState(0);
  const news = usePrintNews(connection);
  const fault = usePaperFault(state);
  const onTicket = useCallback((ticket: Ticket) => act({ do: 'issued', ticket }), []);
  const { issuing, draw, reset } = useIssuing(connection, onTicket);
  const hall = recordsOf(state, 'hall')[0];
  const changedAt = hall?.proceduresAt ?? null;
  const procedures = useKeptRead(connection, readProcedures, state.boot, changedAt);
  const offerAt =
    hall === undefined ? null : `${changedAt}/${hall.localDate}/${hall.settings.guidanceField ?? ''}`;
  const offer = useKeptRead(connection, readErrands, state.boot, offerAt);
  const fields = recordsOf(state, 'field');
  const languages = useOffered(connection, state.boot, hall?.settings.languages);

  const scanned = useRef<() => void>(() => undefined);
  const start = useCallback(() => {
    act({ do: 'start' });
    reset();
    setLanguage('vi');
    setModes(PLAIN);
    setVisit((count) => count + 1);
    scanned.current();
  }, [reset, setLanguage]);

  // A short break of the line, or the first second of a start, is not worth a page of its own.
  const steadyStatus = useSteady(state.status, state.status === 'live' ? 0 : 3_000);
  const out = outOfService({ ...state, status: steadyStatus }, fields, words);
  const keepsPage = step.page === 'result' || issuing.state === 'pending';
  const shownOut: OutOfService | null = keepsPage ? null : out;

  const missing = step.page === 'result' && paperIsMissing(step.ticket, news.get(step.ticket.id));
  const idleSeconds = hall?.settings.kioskIdleSeconds ?? DEFAULT_IDLE_SECONDS;
  const untouched = step.page === 'home' && language === 'vi' && modes === PLAIN;
  const onResult = step.page === 'result';
  const left = useIdle(
    !untouched && issuing.state !== 'pending',
    onResult && !missing && !modes.speech
      ? Math.min(RESULT_SECONDS, idleSeconds)
      : idleSeconds * (modes.speech ? LISTENING : 1),
    start,
    step,
  );

  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (frame.current === null ? undefined : keepWordsFitting(frame.current)), []);
  useSettling(frame, shownOut?.kind ?? pageOf(step));

  useLayoutEffect(() => {
    const { documentElement: page } = document;
    page.lang = language;
    page.dir = words.direction;
    page.style.setProperty('--own-face', ownFaces(language));
    page.dataset.text = modes.largeText ? 'large' : 'normal';
    page.dataset.contrast = modes.highContrast ? 'high' : 'normal';
    page.dataset.reach = modes.reach ? 'low' : 'normal';
  }, [language, words.direction, modes]);

  const back = useCallback(() => {
    reset();
    act({ do: 'back' });
  }, [reset]);
  const canGoBack = shownOut === null && step.page !== 'home' && issuing.state !== 'pending';
  const press = useSpeech(frame, {
    on: modes.speech && hasVoice(language),
    page: `${shownOut?.kind ?? pageOf(step)}/${language}`,
    words,
    voice: { language: hasVoice(language) ? language : 'en', dialect: hall?.settings.dialect ?? 'south' },
    packs: recordsOf(state, 'stage').find(({ zone }) => zone === WHOLE_HALL)?.packs ?? [],
    onToggle: () => setModes({ ...modes, speech: !modes.speech }),
    onBack: () => {
      if (canGoBack) back();
    },
  });
  const { note, card, forget } = useKioskScanner({
    connection,
    inService: shownOut === null && issuing.state !== 'pending',
    step,
    act,
    priorities: hall?.settings.priorities ?? [],
    collectIn: onlyCollecting(fields),
    countsPersons: (hall?.settings.numbersPerPerson ?? null) !== null,
    date: hall?.localDate ?? '',
    words,
    onKeys: (keys) => {
      for (const key of keys) press(key);
    },
    onOther: (event) => {
      if (!event.ctrlKey && !event.altKey && !event.metaKey && press(event.key)) event.preventDefault();
    },
  });
  // What a card proved ends with the visit.
  scanned.current = forget;

  useEffect(() => {
    if (state.boot !== null) connection.tell('device:hello', { build: state.version ?? '', page: 'kiosk' });
  }, [connection, state.boot, state.version]);
  useReloadAfterUpdate(state.version, state.status === 'live', untouched);
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
            procedures={procedures?.procedures ?? NO_PROCEDURES}
            offer={offer ?? NO_OFFER}
            news={news}
            issuing={issuing}
            draw={draw}
            reset={reset}
            card={card}
            secondsLeft={left}
            fault={fault}
            onDone={start}
          />
        ) : shownOut.kind === 'unpaired' ? (
          <PairingPage connection={connection} />
        ) : (
          <OutOfServicePage title={shownOut.title} advice={shownOut.advice} glyph={shownOut.glyph} />
        )}
        <Foot
          modes={modes}
          onModes={setModes}
          speaks={hasVoice(language)}
          onBack={canGoBack ? back : null}
          onSearch={shownOut === null && step.page === 'home' ? () => act({ do: 'search' }) : null}
        >
          {modes.reach ? <LanguageWords languages={languages} onLanguage={setLanguage} /> : null}
          <LanguageSheet languages={languages} onLanguage={setLanguage} />
        </Foot>
        {note === null ? null : (
          <p className={`scan-note scan-${note.tone}`} role="status">
            {note.text}
          </p>
        )}
        {left !== null && left <= WARN_SECONDS && !onResult && !untouched ? (
          <IdleWarning seconds={left} />
        ) : null}
      </div>
    </WordsProvider>
  );
}

/** The field in which results are collected, where there is one alone. */
function onlyCollecting(records: readonly FieldRecord[]): string | null {
  const collecting = fieldsFor(
    records.map((record) => record.field),
    'collect',
  );
  return collecting.length === 1 ? (collecting[0]?.code ?? null) : null;
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

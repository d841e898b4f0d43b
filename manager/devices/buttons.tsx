import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { ConnectionState, HallConnection } from '../../common/client/hall-connection.ts';
import { recordsOf } from '../../common/client/selectors.ts';
import { BUTTON_ACTIONS, type ButtonAction } from '../../common/protocol/buttons.ts';
import type { ButtonPress } from '../../common/protocol/hardware.ts';
import { useRead } from '../../common/ui/use-read.ts';
import { FormReader } from '../form-reader.ts';
import { Confirmed, Missing } from '../parts/states.tsx';
import { say, sayCommon, sayRefusal } from '../words.ts';

const ACTION_WORDS = {
  'call-next': 'actCallNext',
  recall: 'actRecall',
  start: 'actStart',
  finish: 'actFinish',
  'no-show': 'actNoShow',
  pause: 'actPause',
  'call-number': 'actCallNumber',
} as const satisfies Record<ButtonAction, string>;

type Press = ButtonPress & { readonly device: string };

/** Listening and what was heard. */
type Phase =
  | { readonly at: 'idle'; readonly problem: string | null }
  | { readonly at: 'listening'; readonly device: string; readonly forMs: number }
  | { readonly at: 'heard'; readonly press: Press; readonly problem: string | null };

const IDLE: Phase = { at: 'idle', problem: null };

const sayButton = (button: string) =>
  button === 'number' ? say('buttonNumber') : `${button.charAt(0).toUpperCase()}${button.slice(1)}`;

/** An id that no other binding has. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `button-${[...bytes].map((each) => each.toString(16).padStart(2, '0')).join('')}`;
}

/** Buttons at the counters: listed, and bound by pressing the one that is wanted. */
export function ButtonsSection({
  connection,
  state,
}: {
  connection: HallConnection;
  state: ConnectionState;
}): ReactNode {
  const stations = recordsOf(state, 'device').filter((each) => each.deviceKind === 'agent' && each.online);
  const counters = recordsOf(state, 'counter').filter((each) => each.active);
  const read = useRead('GET /buttons');
  const [phase, setPhase] = useState<Phase>(IDLE);
  const counterBox = useRef<HTMLSelectElement>(null);

  useEffect(() => {
    if (phase.at !== 'listening') return;
    const { device } = phase;
    const stop = connection.on('button:pressed', (press) => {
      if (press.device === device) setPhase({ at: 'heard', press, problem: null });
    });
    const timer = setTimeout(
      () => setPhase({ at: 'idle', problem: say('buttonNobodyPressed') }),
      phase.forMs,
    );
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [phase, connection]);

  // The press came from the other side of the hall: the keyboard goes on in the form that it opened.
  useEffect(() => {
    if (phase.at === 'heard') counterBox.current?.focus();
  }, [phase.at]);

  const listen = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const device = String(new FormData(event.currentTarget).get('station') ?? '');
    const answer = await api('POST /buttons/listen', { body: { device } });
    setPhase(
      answer.ok
        ? { at: 'listening', device, forMs: answer.value.forMs }
        : { at: 'idle', problem: sayRefusal(answer.code) },
    );
  };
  const bind = async (event: FormEvent<HTMLFormElement>, press: Press) => {
    event.preventDefault();
    const given = new FormReader(event.currentTarget);
    const bound = read.value?.buttons.find(
      (each) =>
        each.device === press.device && each.deviceKey === press.deviceKey && each.button === press.button,
    );
    const answer = await api('PUT /buttons/:code', {
      params: { code: bound?.id ?? newId() },
      body: {
        device: press.device,
        deviceKey: press.deviceKey,
        button: press.button,
        counter: given.text('counter'),
        action: given.oneOf('action', BUTTON_ACTIONS),
      },
    });
    if (!answer.ok) {
      setPhase({ at: 'heard', press, problem: sayRefusal(answer.code) });
      return;
    }
    setPhase(IDLE);
    read.again();
  };
  const unbind = async (id: string) => {
    const answer = await api('DELETE /buttons/:code', { params: { code: id } });
    setPhase({ at: 'idle', problem: answer.ok ? null : sayRefusal(answer.code) });
    read.again();
  };
  const counterName = (code: string) => counters.find((each) => each.code === code)?.label ?? code;
  const stationName = (id: string) =>
    recordsOf(state, 'device').find((each) => each.deviceId === id)?.name ?? id;
  const problem = phase.at === 'listening' ? null : phase.problem;
  return (
    <section className="section" aria-labelledby="buttons-title">
      <h2 id="buttons-title">{say('buttons')}</h2>
      {stations.length === 0 ? (
        <p className="second">{say('buttonsNoStation')}</p>
      ) : phase.at === 'heard' ? (
        <form className="filters heard" onSubmit={(event) => void bind(event, phase.press)}>
          <p className="whole-line" role="status">
            {say('buttonSeen', {
              button: sayButton(phase.press.button),
              device: phase.press.deviceName,
            })}
          </p>
          <label>
            {sayCommon('counter')}
            <select name="counter" ref={counterBox}>
              {counters.map((each) => (
                <option key={each.code} value={each.code}>
                  {each.label}
                </option>
              ))}
            </select>
          </label>
          <label>
            {say('buttonAction')}
            <select
              name="action"
              defaultValue={phase.press.button === 'number' ? 'call-number' : 'call-next'}
            >
              {BUTTON_ACTIONS.filter(
                (each) => (each === 'call-number') === (phase.press.button === 'number'),
              ).map((each) => (
                <option key={each} value={each}>
                  {say(ACTION_WORDS[each])}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="act strong">
            {say('buttonBind')}
          </button>
          <button type="button" className="quiet" onClick={() => setPhase(IDLE)}>
            {sayCommon('cancel')}
          </button>
        </form>
      ) : phase.at === 'listening' ? (
        <p className="code" role="status">
          {say('buttonPressNow')}{' '}
          <button type="button" className="quiet" onClick={() => setPhase(IDLE)}>
            {sayCommon('cancel')}
          </button>
        </p>
      ) : (
        <form className="filters" onSubmit={(event) => void listen(event)}>
          <label>
            {say('buttonStation')}
            <select name="station">
              {stations.map((each) => (
                <option key={each.deviceId} value={each.deviceId}>
                  {each.name}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="act">
            {say('buttonListen')}
          </button>
        </form>
      )}
      {problem === null ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {read.value === null ? (
        <Missing read={read} />
      ) : read.value.buttons.length === 0 ? (
        <p className="second">{say('buttonsEmpty')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{sayCommon('counter')}</th>
              <th>{say('buttonButton')}</th>
              <th>{say('buttonAction')}</th>
              <th>{say('buttonStation')}</th>
              <th>
                <span className="visually-hidden">{say('buttonUnbind')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {read.value.buttons.map((each) => (
              <tr key={each.id}>
                <td>{counterName(each.counter)}</td>
                <td>{sayButton(each.button)}</td>
                <td>{say(ACTION_WORDS[each.action])}</td>
                <td>{stationName(each.device)}</td>
                <td className="row-acts">
                  <Confirmed
                    label={say('buttonUnbind')}
                    question={say('buttonUnbindAsk', {
                      button: sayButton(each.button),
                      counter: counterName(each.counter),
                    })}
                    onYes={() => void unbind(each.id)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

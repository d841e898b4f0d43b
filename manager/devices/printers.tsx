import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { ConnectionState } from '../../common/client/hall-connection.ts';
import { recordsOf } from '../../common/client/selectors.ts';
import { formatTime } from '../../common/client/staff-format.ts';
import { PRINTER_PREFIX } from '../../common/protocol/device-history.ts';
import type { PrinterState } from '../../common/protocol/hardware.ts';
import type { PrinterRecord } from '../../common/protocol/views.ts';
import { useRead } from '../../common/ui/use-read.ts';
import type { FormReader } from '../form-reader.ts';
import { Editor } from '../parts/editor.tsx';
import { NumberInput, TextInput } from '../parts/inputs.tsx';
import { plightOf, sayPrinter, sayPrinterHelp, sayPrinterName } from '../parts/printer-words.ts';
import { Confirmed } from '../parts/states.tsx';
import { say, sayCommon, sayRefusal } from '../words.ts';
import { HistoryDialog, sayDevice } from './history.tsx';

const USUAL_PORT = 9100;
const USUAL_MODEL = 'generic-80';

function addressOf(transport: string): { host: string; port: number } {
  const [, host = '', port] = /^tcp:(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(transport) ?? [];
  return { host, port: port === undefined ? USUAL_PORT : Number(port) };
}

function sayPlace({ state, station }: PrinterRecord): string {
  if (station !== null) return say('printerAtStation', { name: station });
  if (state.transport.startsWith('virtual:')) return say('printerVirtual');
  const { host, port } = addressOf(state.transport);
  return `${host}:${port}`;
}

/** Every printer the hall reaches, with what is wrong right now in plain words; network printers are added here. */
export function PrintersSection({
  state,
  leader,
  timeZone,
}: {
  state: ConnectionState;
  leader: boolean;
  timeZone: string;
}): ReactNode {
  const printers = recordsOf(state, 'printer');
  const choices = useRead('GET /printers');
  const [editing, setEditing] = useState<PrinterState | 'new' | null>(null);
  const [history, setHistory] = useState<string | null>(null);
  const [said, setSaid] = useState<{ bad: boolean; text: string } | null>(null);
  const known = editing === 'new' ? null : editing;
  const save = async (given: FormReader): Promise<string | null> => {
    const name = known?.name ?? given.text('printerName');
    if (known === null && printers.some((each) => each.state.name === name)) return say('printerNameTaken');
    const answer = await api('PUT /printers/:name', {
      params: { name },
      body: {
        transport: `tcp:${given.text('host')}:${given.number('port')}`,
        model: given.text('model'),
      },
    });
    setSaid(null);
    if (answer.ok) return null;
    if (answer.code === 'conflict') return say('printerNameTaken');
    return answer.code === 'invalid_input' ? say('printerCannot') : sayRefusal(answer.code);
  };
  const test = async (name: string) => {
    const answer = await api('POST /printers/:name/test-page', { params: { name } });
    setSaid(
      answer.ok
        ? { bad: false, text: say('printerTestSent', { name: sayPrinterName(name) }) }
        : { bad: true, text: sayRefusal(answer.code) },
    );
  };
  const remove = async (name: string) => {
    const answer = await api('DELETE /printers/:name', { params: { name } });
    if (answer.ok) setSaid(null);
    else
      setSaid({
        bad: true,
        text: answer.code === 'conflict' ? say('printerConflict') : sayRefusal(answer.code),
      });
  };
  return (
    <section className="section" aria-labelledby="printers-title">
      <div className="title-row">
        <h2 id="printers-title">{say('networkPrinters')}</h2>
        {leader ? (
          <button
            type="button"
            className="act strong"
            disabled={choices.value === null}
            onClick={() => setEditing('new')}
          >
            {say('printerAdd')}
          </button>
        ) : null}
      </div>
      {said === null ? null : (
        <p className={said.bad ? 'problem' : 'good'} role="status">
          {said.text}
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th>{say('printerName')}</th>
            <th>{say('printerHost')}</th>
            <th>{say('state')}</th>
            <th>
              <span className="visually-hidden">{sayCommon('edit')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {printers.map((each) => {
            const { name } = each.state;
            return (
              <tr key={each.id}>
                <td>
                  {sayPrinterName(name)}
                  {choices.value?.defaultPrinter === name ? (
                    <span className="second"> ({say('printerIsDefault')})</span>
                  ) : null}
                </td>
                <td>
                  {sayPlace(each)}
                  <span className="second block">
                    {choices.value?.models.find((model) => model.name === each.state.model)?.title}
                  </span>
                </td>
                <td>
                  <PrinterPlight state={each.state} timeZone={timeZone} />
                </td>
                <td className="row-acts">
                  {each.state.transport.startsWith('virtual:') ? null : (
                    <button
                      type="button"
                      className="quiet"
                      aria-label={sayDevice('historyOf', { name })}
                      onClick={() => setHistory(name)}
                    >
                      {sayDevice('history')}
                    </button>
                  )}
                  {leader ? (
                    <button
                      type="button"
                      className="quiet"
                      aria-label={`${say('printerTest')} ${sayPrinterName(name)}`}
                      onClick={() => void test(name)}
                    >
                      {say('printerTest')}
                    </button>
                  ) : null}
                  {leader && each.removable ? (
                    <>
                      <button
                        type="button"
                        className="quiet"
                        aria-label={`${sayCommon('edit')} ${name}`}
                        onClick={() => setEditing(each.state)}
                      >
                        {sayCommon('edit')}
                      </button>
                      <Confirmed
                        label={sayCommon('remove')}
                        question={say('printerRemoveAsk', { name })}
                        onYes={() => void remove(name)}
                      />
                    </>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {history === null ? null : (
        <HistoryDialog
          id={`${PRINTER_PREFIX}${history}`}
          name={history}
          timeZone={timeZone}
          onClose={() => setHistory(null)}
        />
      )}
      {editing === null || choices.value === null ? null : (
        <Editor
          title={say(known === null ? 'printerAdd' : 'printerChange')}
          onSave={save}
          onClose={() => setEditing(null)}
        >
          <TextInput
            label={say('printerName')}
            name="printerName"
            value={known?.name ?? ''}
            max={80}
            required
            readOnly={known !== null}
          />
          <label>
            {say('printerModel')}
            <select name="model" defaultValue={known?.model ?? USUAL_MODEL}>
              {choices.value.models.map((each) => (
                <option key={each.name} value={each.name}>
                  {each.title}
                </option>
              ))}
            </select>
          </label>
          <TextInput
            label={say('printerHost')}
            name="host"
            value={known === null ? '' : addressOf(known.transport).host}
            max={120}
            pattern="\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._\-]+"
            hint={say('printerHostHint')}
            required
          />
          <NumberInput
            label={say('printerPort')}
            name="port"
            value={known === null ? USUAL_PORT : addressOf(known.transport).port}
            min={1}
            max={65_535}
          />
        </Editor>
      )}
    </section>
  );
}

function PrinterPlight({ state, timeZone }: { state: PrinterState; timeZone: string }): ReactNode {
  const plight = plightOf(state);
  return (
    <span aria-live="polite" className={plight === null ? 'good' : plight === 'PaperLow' ? 'care' : 'bad'}>
      {sayPrinter(state)}
      {plight !== null && state.faultSince !== undefined
        ? ` ${say('printerSince', { time: formatTime(new Date(state.faultSince).toISOString(), { timeZone }) })}`
        : ''}
      {plight === null ? null : <span className="second block">{sayPrinterHelp(state)}</span>}
      {state.queued === 0 ? null : (
        <span className="second block">{say('printerQueued', { n: state.queued })}</span>
      )}
    </span>
  );
}

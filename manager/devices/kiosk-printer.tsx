import { type ReactNode, useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { PrinterRecord } from '../../common/protocol/views.ts';
import { sayPrinterName } from '../parts/printer-words.ts';
import { sayRefusal } from '../words.ts';
import { sayDevice } from './history.tsx';

/** The value that stands for "no printer of its own": no printer can be called so. */
const NONE = '';

interface KioskPrinterProps {
  readonly kiosk: { readonly id: string; readonly name: string; readonly ownPrinter: string | null };
  readonly printers: readonly PrinterRecord[];
  readonly leader: boolean;
  readonly onDone: () => void;
}

/** Where a kiosk's tickets come out, to be read and, by whoever may, to be set; a printer that is away is told. */
export function KioskPrinter({ kiosk, printers, leader, onDone }: KioskPrinterProps): ReactNode {
  const [problem, setProblem] = useState<string | null>(null);
  const own = kiosk.ownPrinter;
  const away = own !== null && !printers.some((each) => each.state.name === own);
  const sayOwn = own === null ? sayDevice('ownPrinterNone') : sayPrinterName(own);
  const set = async (printer: string) => {
    const done = await api('PUT /devices/:id/printer', {
      params: { id: kiosk.id },
      body: {
        printer: printer === NONE ? null : printer,
      },
    });
    setProblem(done.ok ? null : sayRefusal(done.code));
    onDone();
  };
  return (
    <>
      {leader ? (
        <select
          aria-label={sayDevice('ownPrinterOf', { name: kiosk.name })}
          value={own ?? NONE}
          onChange={(event) => void set(event.currentTarget.value)}
        >
          <option value={NONE}>{sayDevice('ownPrinterNone')}</option>
          {away ? <option value={own}>{own}</option> : null}
          {printers.map(({ state }) => (
            <option key={state.name} value={state.name}>
              {sayPrinterName(state.name)}
            </option>
          ))}
        </select>
      ) : (
        sayOwn
      )}
      {away ? <span className="bad block">{sayDevice('ownPrinterAway')}</span> : null}
      {problem === null ? null : (
        <span className="problem block" role="alert">
          {problem}
        </span>
      )}
    </>
  );
}

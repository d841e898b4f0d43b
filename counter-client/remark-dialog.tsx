import type { ReactNode } from 'react';
import type { ConnectionState } from '../common/client/hall-connection.ts';
import { recordsOf } from '../common/client/selectors.ts';
import type { Procedure } from '../common/protocol/catalogue.ts';
import type { RecordedWork } from '../common/protocol/ticket.ts';
import type { CounterRecord, LineTicketRecord } from '../common/protocol/views.ts';
import { RemarkBox } from '../common/ui/remark-box.tsx';
import { Dialog } from './dialog.tsx';
import { say } from './words.ts';

/** Notes what hinders people, or should be changed, in a procedure: that of the present citizen unless another is chosen. */
export function RemarkDialog({
  own,
  state,
  present,
  procedures,
  work,
  onClose,
}: {
  own: CounterRecord;
  state: ConnectionState;
  present: LineTicketRecord | undefined;
  procedures: readonly Procedure[];
  work: readonly RecordedWork[];
  onClose: () => void;
}): ReactNode {
  const fields = recordsOf(state, 'field').map((each) => each.field);
  const field = present?.field ?? own.primaryFields[0] ?? null;
  return (
    <Dialog title={say('noteOnProcedure')} onClose={onClose}>
      <RemarkBox
        fields={fields.filter((each) => each.active)}
        procedures={procedures}
        first={{ procedure: work[0]?.procedure ?? present?.procedure ?? null, field }}
        ticket={present === undefined ? null : { id: present.ticketId, number: present.number }}
      />
    </Dialog>
  );
}

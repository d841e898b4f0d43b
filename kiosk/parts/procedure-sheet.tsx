import type { Procedure } from '../../common/protocol/catalogue.ts';
import { useWords } from '../kiosk-words.ts';
import { Sheet } from './sheet.tsx';

/** What a procedure needs: papers, time limit and fee word for word, since a shortened fee misleads the exempt. */
export function ProcedureSheet({ procedure }: { procedure: Procedure }) {
  const words = useWords();
  return (
    <Sheet className="sheet">
      <h2>{words.either(procedure.name, procedure.nameEn)}</h2>
      <h3>{words.kiosk('papersTitle')}</h3>
      {procedure.papers.length === 0 ? (
        <p>{words.kiosk('papersNone')}</p>
      ) : (
        <ul>
          {procedure.papers.map((paper) => (
            <li key={paper}>{words.either(paper, '')}</li>
          ))}
        </ul>
      )}
      <dl>
        <dt>{words.kiosk('timeLimit')}</dt>
        <dd>{words.either(procedure.timeLimit, '') || words.kiosk('feeUnknown')}</dd>
        <dt>{words.kiosk('fee')}</dt>
        <dd>{words.either(procedure.fee, '') || words.kiosk('feeUnknown')}</dd>
      </dl>
      {procedure.note === '' ? null : <p>{procedure.note}</p>}
    </Sheet>
  );
}

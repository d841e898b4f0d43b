import { dossierCodeIn } from '../../../common/protocol/dossier-code.ts';
import type { Dossier, DossierLook } from '../../../common/protocol/dossiers.ts';
import { type Outcome, refused } from '../../../common/protocol/refusals.ts';
import { collectIn, type KnownDossier } from '../../domain/dossiers.ts';
import type { HallState } from '../../domain/state.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** What the hall knows of dossiers, for whoever holds a slip or a code. */
export class DossierDesk {
  private readonly state: () => HallState;
  private readonly recorded: (code: string) => KnownDossier | undefined;

  constructor(options: {
    readonly state: () => HallState;
    /** A dossier as the record knows it. */
    readonly recorded: (code: string) => KnownDossier | undefined;
  }) {
    this.state = options.state;
    this.recorded = options.recorded;
  }

  /** `invalid_input`: no dossier code in it; `not_found`: nobody has told the hall of this dossier. */
  find(text: string): Outcome<Dossier> {
    const code = dossierCodeIn(text);
    if (code === null) return refused('invalid_input', 'this is no dossier code');
    const known = this.known(code);
    if (known === undefined) return refused('not_found', 'the hall was told nothing of this dossier');
    const { state, field, procedure, papers, changedAtMs } = known;
    return {
      ok: true,
      value: { code, state, field, procedure, papers: [...papers], changedAt: iso(changedAtMs) },
    };
  }

  /** What a scanned slip leads to; a dossier that the hall was told nothing of has no state. */
  look(text: string): Outcome<DossierLook> {
    const code = dossierCodeIn(text);
    if (code === null) return refused('invalid_input', 'this is no dossier code');
    const hall = this.state();
    const known = this.known(code);
    const procedure = known?.procedure ?? null;
    const wanted = known?.state === 'supplement' ? known.papers : [];
    const listed = procedure === null ? [] : (hall.procedures.get(procedure)?.papers ?? []);
    const field = known?.field ?? null;
    return {
      ok: true,
      value: {
        code,
        state: known?.state ?? null,
        field,
        procedure,
        papers: known?.state === 'supplement' ? [...(wanted.length > 0 ? wanted : listed)] : [],
        changedAt: known === undefined ? null : iso(known.changedAtMs),
        collectIn: collectIn(hall, field),
      },
    };
  }

  private known(code: string): KnownDossier | undefined {
    return this.state().dossiers.get(code) ?? this.recorded(code);
  }
}

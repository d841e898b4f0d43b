import { COMMANDS } from '../../../common/protocol/commands.ts';
import { dossierCodeIn } from '../../../common/protocol/dossier-code.ts';
import type {
  Dossier,
  DossierLook,
  DossierOutcome,
  Reception,
  ToldDossier,
} from '../../../common/protocol/dossiers.ts';
import { type Outcome, refused } from '../../../common/protocol/refusals.ts';
import { collectIn, type KnownDossier } from '../../domain/dossiers.ts';
import type { NamedField } from '../../foreign/field-names.ts';
import type { Hall } from '../../hall/hall.ts';
import type { DossierPort, Telling } from './adapters/adapter.ts';

const iso = (ms: number) => new Date(ms).toISOString();

const samePapers = (told: ToldDossier, known: Dossier) =>
  told.state !== 'supplement' || JSON.stringify(told.papers ?? []) === JSON.stringify(known.papers);

/** What became of a word, by what was known before it and is known after it. */
function outcomeOf(told: ToldDossier, before: Dossier | null, after: Dossier): DossierOutcome {
  const asOfMs = told.asOf === undefined ? null : Date.parse(told.asOf);
  const isStanding = told.state === after.state && samePapers(told, after);
  if (asOfMs !== null && (asOfMs < Date.parse(after.asOf) || !isStanding)) return 'late';
  return JSON.stringify(before) === JSON.stringify(after) ? 'unchanged' : 'recorded';
}

export interface DossierDeskOptions {
  readonly hall: Hall;
  /** A dossier as the record knows it. */
  readonly recorded: (code: string) => KnownDossier | undefined;
  readonly receptionsOn: (date: string) => readonly Reception[];
}

/** What the hall knows of dossiers, for whoever holds a slip or a code, and where it is told. */
export class DossierDesk implements DossierPort {
  private readonly options: DossierDeskOptions;

  constructor(options: DossierDeskOptions) {
    this.options = options;
  }

  async tell(
    told: unknown,
    { commander, commandId }: Telling,
  ): Promise<Outcome<{ readonly dossier: Dossier; readonly outcome: DossierOutcome }>> {
    const parsed = COMMANDS['dossier:tell'].payload.safeParse(told);
    if (!parsed.success)
      return refused('invalid_input', 'this tells of no dossier', {
        issues: parsed.error.issues
          .slice(0, 10)
          .map(({ path, message }) => ({ path: path.join('.'), message })),
      });
    const { code } = parsed.data;
    const before = this.find(code);
    const reply = await this.options.hall.execute('dossier:tell', parsed.data, { commander, commandId });
    if (reply.refusal) return { ok: false, refusal: reply.refusal };
    const after = this.find(code);
    if (!after.ok) return after;
    const outcome = outcomeOf(parsed.data, before.ok ? before.value : null, after.value);
    return { ok: true, value: { dossier: after.value, outcome } };
  }

  receptionsOn(date: string): readonly Reception[] {
    return this.options.receptionsOn(date);
  }

  fields(): readonly NamedField[] {
    return [...this.options.hall.state.fields.values()];
  }

  /** `invalid_input`: no dossier code in it; `not_found`: nobody has told the hall of this dossier. */
  find(text: string): Outcome<Dossier> {
    const code = dossierCodeIn(text);
    if (code === null) return refused('invalid_input', 'this is no dossier code');
    const known = this.known(code);
    if (known === undefined) return refused('not_found', 'the hall was told nothing of this dossier');
    const { state, field, procedure, papers, changedAtMs, asOfMs } = known;
    return {
      ok: true,
      value: {
        code,
        state,
        field,
        procedure,
        papers: [...papers],
        changedAt: iso(changedAtMs),
        asOf: iso(asOfMs),
      },
    };
  }

  /** What a scanned slip leads to; a dossier that the hall was told nothing of has no state. */
  look(text: string): Outcome<DossierLook> {
    const code = dossierCodeIn(text);
    if (code === null) return refused('invalid_input', 'this is no dossier code');
    const hall = this.options.hall.state;
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
    return this.options.hall.state.dossiers.get(code) ?? this.options.recorded(code);
  }
}

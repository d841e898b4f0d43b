import type { Dossier, DossierOutcome, Reception } from '../../../../common/protocol/dossiers.ts';
import type { Outcome } from '../../../../common/protocol/refusals.ts';
import type { Commander } from '../../../domain/decision.ts';
import type { NamedField } from '../../../foreign/field-names.ts';

/** Who tells, and under which id: told again under it, it is done once. */
export interface Telling {
  readonly commander: Commander;
  readonly commandId: string;
}

/** The hall, as a way of exchanging dossiers sees it. */
export interface DossierPort {
  /**
   * Tells where a dossier stands, as of an instant where one is named; it is parsed here, whatever it came from. Words may
   * come in any order: the newest stands, and the outcome `late` tells of an older one that it changed nothing.
   */
  tell(
    told: unknown,
    telling: Telling,
  ): Promise<Outcome<{ readonly dossier: Dossier; readonly outcome: DossierOutcome }>>;
  find(code: string): Outcome<Dossier>;
  /** Dossiers that visits of a day took in, asked papers for or handed back, in the order in which they ended. */
  receptionsOn(date: string): readonly Reception[];
  fields(): readonly NamedField[];
}

/** One way in which dossier software and the hall exchange dossiers. Another one is another file in this folder. */
export interface DossierAdapter {
  /** Begins to exchange. Does not throw: what fails is tried again. */
  start(): void;
  /** A visit ended, or was corrected: receptions of this day have changed. */
  receptionsChanged(date: string): void;
  stop(): Promise<void>;
}

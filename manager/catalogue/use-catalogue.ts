import { useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { Agency, Counter, Field, Procedure } from '../../common/protocol/catalogue.ts';
import type { ProcedureVersion } from '../../common/protocol/procedure-versions.ts';
import { type Read, useRead } from '../use-read.ts';
import { sayRefusal } from '../words.ts';

export interface Catalogue {
  readonly fields: readonly Field[];
  readonly procedures: readonly Procedure[];
  /** Texts that come into force on a later day. */
  readonly planned: readonly ProcedureVersion[];
  /** Last day of the text in force by code, where one is set. */
  readonly lastDays: Readonly<Record<string, string>>;
  readonly counters: readonly Counter[];
  readonly agencies: readonly Agency[];
}

/** What a section of the catalogue is given. */
export interface SectionParts {
  readonly catalogue: Catalogue;
  /** Also what is out of use. */
  readonly all: boolean;
  /** Writes one thing anew. @returns the sentence of the refusal, or null when it is saved */
  readonly put: (path: string, body: unknown, conflict: string) => Promise<string | null>;
  /** Reads the catalogue again. */
  readonly again: () => void;
  /** Says above the list why something was refused; null takes it away. */
  readonly tell: (problem: string | null) => void;
}

/** The catalogue as it was written, and how to change it. */
export function useCatalogue(): {
  read: Read<Catalogue>;
  problem: string | null;
  put: SectionParts['put'];
  tell: SectionParts['tell'];
} {
  const read = useRead<Catalogue>('/catalogue');
  const [problem, tell] = useState<string | null>(null);
  const put: SectionParts['put'] = async (path, body, conflict) => {
    const answer = await api('PUT', path, body);
    if (!answer.ok) return answer.code === 'conflict' ? conflict : sayRefusal(answer.code);
    tell(null);
    read.again();
    return null;
  };
  return { read, problem, put, tell };
}

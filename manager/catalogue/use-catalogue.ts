import { useState } from 'react';
import { api } from '../../common/client/api.ts';
import type { AnswerOf, BodyOf } from '../../common/protocol/rest/call.ts';
import type { HallApi } from '../../common/protocol/rest/hall-api.ts';
import { type Read, useRead } from '../../common/ui/use-read.ts';
import { sayRefusal } from '../words.ts';

export type Catalogue = AnswerOf<HallApi['GET /catalogue']>;

/** Calls that write one thing of the catalogue. */
type CatalogueCall = `PUT /${'fields' | 'procedures' | 'counters' | 'agencies'}/:code`;

/** What a section of the catalogue is given. */
export interface SectionParts {
  readonly catalogue: Catalogue;
  /** Also what is out of use. */
  readonly all: boolean;
  /** Writes one thing. @returns the sentence of the refusal, or null when it is saved */
  readonly put: <Key extends CatalogueCall>(
    key: Key,
    code: string,
    body: BodyOf<HallApi[Key]>,
    conflict: string,
  ) => Promise<string | null>;
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
  const read = useRead('GET /catalogue');
  const [problem, tell] = useState<string | null>(null);
  const put: SectionParts['put'] = async (key, code, body, conflict) => {
    const answer = await api(key as CatalogueCall, { params: { code }, body });
    if (!answer.ok) return answer.code === 'conflict' ? conflict : sayRefusal(answer.code);
    tell(null);
    read.again();
    return null;
  };
  return { read, problem, put, tell };
}

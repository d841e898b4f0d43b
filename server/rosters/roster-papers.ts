import type { DocumentFormat } from '../../common/protocol/formats.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import { documentFileName, documentType, type WrittenDocument } from '../documents/document-desk.ts';
import type { DocumentMaker } from '../documents/document-maker.ts';
import type { PageWords } from '../documents/page-words.ts';
import { namesOn } from '../domain/calendar.ts';
import type { HallState } from '../domain/state.ts';
import type { RosterDesk } from './roster-desk.ts';
import { rosterPaper } from './roster-paper.ts';

export interface RosterPapersOptions {
  readonly maker: DocumentMaker;
  readonly rosters: Pick<RosterDesk, 'read' | 'plannedFor'>;
  readonly state: () => HallState;
  readonly pageWords: () => PageWords;
  /** Hall time, YYYY-MM-DDTHH:MM. */
  readonly now: () => string;
}

/** Rosters as workbooks and as proposals to sign. */
export class RosterPapers {
  private readonly options: RosterPapersOptions;

  constructor(options: RosterPapersOptions) {
    this.options = options;
  }

  async write(id: string, format: DocumentFormat, madeBy: string): Promise<Outcome<WrittenDocument>> {
    const { rosters, maker } = this.options;
    const [answer, planned] = [rosters.read(id), rosters.plannedFor(id)];
    if (!answer || !planned) return refused('not_found', `no roster ${id}`);
    const state = this.options.state();
    const madeAt = this.options.now();
    const names = namesOn(state, madeAt.slice(0, 10));
    const paper = rosterPaper({
      answer,
      planned,
      agencies: [...state.agencies.values()],
      officers: [...state.officers.values()],
      hallName: names.hallName,
      superiorName: names.superiorName,
      page: this.options.pageWords(),
      madeBy,
      madeAt,
    });
    const content = await maker.make(paper, format);
    return {
      ok: true,
      value: { type: documentType(format), content, fileName: documentFileName(paper.title, {}, format) },
    };
  }
}

import { api } from '../common/client/api.ts';
import type { CriterionAnswer, Respondent } from '../common/protocol/opinions.ts';

/** An opinion on its way, under the one id of this act. */
export interface SentOpinion {
  readonly key: string;
  readonly level: number;
  readonly criteria: readonly CriterionAnswer[];
  readonly respondent: Respondent;
  readonly comment: string;
}

/** Where an opinion lies until it was answered; in memory alone where the page may store nothing. */
export function keptOpinion(token: string) {
  const key = `motcua.opinion.${token}`;
  return {
    read(): SentOpinion | null {
      try {
        return JSON.parse(globalThis.localStorage.getItem(key) ?? 'null') as SentOpinion | null;
      } catch {
        return null;
      }
    },
    write(opinion: SentOpinion | null): void {
      try {
        if (opinion === null) globalThis.localStorage.removeItem(key);
        else globalThis.localStorage.setItem(key, JSON.stringify(opinion));
      } catch {
        // It is sent as long as the page is open.
      }
    },
  };
}

/** Sends it, with the rating token of the paper where there is one. @returns "done", "offline" when it may be sent again by itself, else the code of the refusal */
export async function sendOpinion(
  token: string,
  ratingToken: string | null,
  { key, ...said }: SentOpinion,
): Promise<string> {
  const answer = await api('POST /track/:token/opinion', {
    params: { token },
    body: ratingToken === null ? said : { ...said, ratingToken },
    headers: { 'idempotency-key': key },
  });
  if (answer.ok) return 'done';
  return answer.status >= 500 ? 'offline' : answer.code;
}

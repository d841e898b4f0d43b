import { formatDate, formatLocalDate, formatNumber, formatTime } from '../../common/i18n/format.ts';
import { translator } from '../../common/i18n/translate.ts';
import { slip as words } from '../../common/i18n/vi/slip.ts';
import type { SealedDay } from '../../common/protocol/seals.ts';
import type { SealSlip } from '../../common/protocol/slip.ts';
import { inGroups, sealLine } from '../../common/seal/seal-groups.ts';
import { namesOn } from '../domain/calendar.ts';
import type { HallState } from '../domain/state.ts';

const say = translator<typeof words>(words);

/** Groups of four letters that stand in a line of the slip. */
const GROUPS_A_LINE = 4;

/** The closing slip of a sealed day. @param printedAtMs now; @param reprint it was printed before */
export function sealSlipOf(
  state: HallState,
  seal: SealedDay,
  about: { readonly timeZone: string; readonly printedAtMs: number; readonly reprint: boolean },
): SealSlip {
  const names = namesOn(state, seal.date);
  const zone = { timeZone: about.timeZone };
  const groups = inGroups(seal.hash).split(' ');
  const codeLines: string[][] = [];
  for (let at = 0; at < groups.length; at += GROUPS_A_LINE)
    codeLines.push(groups.slice(at, at + GROUPS_A_LINE));
  return {
    kind: 'seal',
    hallName: names.hallName,
    ...(names.superiorName ? { superiorName: names.superiorName } : {}),
    title: say('sealTitle'),
    number: 'NIEM-PHONG',
    dateText: say('sealDate', { date: formatLocalDate(seal.date) }),
    factTexts: [
      say('sealTickets', { n: formatNumber(seal.tickets) }),
      say('sealSequence', { n: formatNumber(seal.sequence) }),
    ],
    codeTitle: say('sealCode'),
    codeLines,
    sealText: sealLine(seal),
    adviceText: say('sealAdvice'),
    signerTexts: [say('sealSigner'), say('sealLeader')],
    printedAtText: say('sealPrintedAt', {
      time: formatTime(about.printedAtMs, zone),
      date: formatDate(about.printedAtMs, zone),
    }),
    logo: 'emblem',
    reprint: about.reprint,
  };
}

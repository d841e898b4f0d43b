import { formatLocalDate } from '../../common/client/staff-format.ts';
import { staffLanguage } from '../../common/client/staff-language.ts';
import { saidDoubt } from '../../common/measures/basis-form.ts';
import type { ListedReport, ReportResult } from '../../common/protocol/rest/reports.ts';
import { say, sayOpinion } from '../words.ts';
import { type Column, type Names, rowName, shownFigure } from './cells.ts';
import { type Row, sayReport } from './report.ts';

/** What a sentence is made from. */
interface Told {
  readonly totals: Row;
  readonly rows: readonly Row[];
  /** A figure of all rows together, as people read it. */
  readonly all: (key: string) => string;
  /** The row with the largest of a figure, by its name; null where there is nothing to compare. */
  readonly most: (key: string) => { readonly name: string; readonly row: Row } | null;
}

const hours = (minutes: unknown): string => shownFigure('openHours', Number(minutes ?? 0) / 60);

/** What somebody who reads one line of a report should know, by report. */
const SENTENCES: Readonly<Record<string, (told: Told) => string>> = {
  volume: ({ totals, all, most }) => {
    const largest = most('drawn');
    return [
      say('answerUsed', { n: all('served'), t: all('transactions') }),
      largest === null ? '' : mostDrawn(largest, totals),
    ].join(' ');
  },
  waiting: ({ all, most }) => {
    const longest = most('waitP90Minutes');
    return [
      sayReport('answerWaiting', {
        p: all('withinTargetShare'),
        a: all('waitP50Minutes'),
        b: all('waitP90Minutes'),
      }),
      longest === null
        ? ''
        : sayReport('answerLongest', {
            name: longest.name,
            n: shownFigure('waitP90Minutes', longest.row.waitP90Minutes),
          }),
    ].join(' ');
  },
  arrivals: ({ all, most }) => {
    const busiest = most('meanPerDay');
    const day = sayReport('answerPerDay', { n: all('meanPerDay'), d: all('days') });
    if (busiest === null) return day;
    return `${day} ${sayReport('answerBusiest', {
      name: busiest.name,
      n: shownFigure('meanPerDay', busiest.row.meanPerDay),
    })}`;
  },
  counters: ({ totals, all }) =>
    sayReport('answerCounters', {
      h: hours(totals.openMinutes),
      p: all('busyShare'),
      s: hours(totals.pausedMinutes),
    }),
  procedures: ({ all }) =>
    sayReport('answerProcedures', {
      t: all('transactions'),
      m: all('missingPapers'),
      r: all('returnVisits'),
    }),
  'missing-papers': ({ all }) => sayReport('answerMissingPapers', { n: all('missingPapers') }),
  difficulties: ({ rows }) => sayReport('answerDifficulties', { n: rows.length }),
  satisfaction: ({ all }) =>
    sayOpinion('summary', { n: all('ratings'), p: all('satisfiedShare'), r: all('responseShare') }),
  'no-show': ({ totals, all }) =>
    totals.noShow === null
      ? sayReport('answerNoShowUnknown', { m: all('left'), q: all('leftShare') })
      : sayReport('answerNoShow', {
          n: all('noShow'),
          p: all('noShowShare'),
          m: all('left'),
          q: all('leftShare'),
        }),
  purpose: ({ totals, all, most }) => {
    const largest = most('drawn');
    return largest === null
      ? sayReport('answerPurpose', { n: all('drawn') })
      : `${sayReport('answerPurpose', { n: all('drawn') })} ${mostDrawn(largest, totals)}`;
  },
  comparison: ({ totals, all }) => {
    const change = Number(totals.changeShare);
    const counted =
      totals.changeShare === null
        ? sayReport('answerNoBefore', { n: all('drawn') })
        : sayReport(change > 0 ? 'answerRise' : change < 0 ? 'answerFall' : 'answerSame', {
            n: all('drawn'),
            p: shownFigure('changeShare', Math.abs(change)),
            d: all('perDay'),
            m: all('perDayBefore'),
          });
    if (totals.waitMeanMinutes === null || totals.waitMeanBeforeMinutes === null) return counted;
    return `${counted} ${sayReport('answerWaitBefore', {
      a: all('waitMeanMinutes'),
      b: all('waitMeanBeforeMinutes'),
    })}`;
  },
  'duty-days': ({ rows, all }) =>
    sayReport('answerDuty', {
      n: new Set(rows.map((row) => row.officer)).size,
      d: all('dutyDays'),
      h: all('openHours'),
    }),
  'device-downtime': ({ all }) =>
    sayReport('answerDowntime', { n: all('outages'), m: all('downMinutes'), p: all('availableShare') }),
  'estimate-error': ({ all }) =>
    sayReport('answerEstimate', { n: all('estimates'), p: all('withinShare'), m: all('meanErrorMinutes') }),
  trust: ({ all, most }) => {
    const worst = most('count');
    return worst === null || Number(worst.row.count) === 0
      ? sayReport('trustClean')
      : sayReport('answerTrust', {
          name: worst.name,
          n: shownFigure('count', worst.row.count),
          a: all('drawn'),
        });
  },
};

function mostDrawn({ name, row }: { name: string; row: Row }, totals: Row): string {
  if (Number(totals.drawn) === 0) return '';
  return sayReport('answerMost', {
    name,
    n: shownFigure('drawn', row.drawn),
    p: shownFigure('drawnShare', Number(row.drawn) / Number(totals.drawn)),
  });
}

/** True when the report has a sentence of its own. */
export const hasSentence = (report: string): boolean => Object.hasOwn(SENTENCES, report);

/** What the report says, before any figure. A report without a sentence of its own tells how much it has. */
export function sentenceOf(
  kind: ListedReport,
  answer: ReportResult,
  columns: readonly Column[],
  names: Names,
  span: { readonly from: string; readonly to: string },
): string {
  const { rows, totals } = answer;
  const sentence = SENTENCES[kind.id];
  let lacking = false;
  let main: string | null = null;
  if (sentence === undefined)
    return sayReport('answerRows', {
      title: kind.title,
      n: rows.length,
      from: formatLocalDate(span.from),
      to: formatLocalDate(span.to),
    });
  const said = sentence({
    totals,
    rows,
    all: (key) => {
      lacking ||= totals[key] === null || totals[key] === undefined;
      main ??= key;
      return shownFigure(key, totals[key]);
    },
    most: (key) => {
      const sorted = rows
        .filter((row) => typeof row[key] === 'number')
        .sort((a, b) => Number(b[key]) - Number(a[key]));
      const [row] = sorted;
      return row === undefined || sorted.length < 2 ? null : { name: rowName(columns, row, names), row };
    },
  }).trim();
  // In the first minutes of a day numbers are drawn and nobody has been called: dashes make no sentence.
  if (lacking) return sayReport('answerTooFew');
  const { basis } = answer;
  return basis === undefined || main === null
    ? said
    : `${said} ${saidDoubt(main, basis, staffLanguage)}`.trim();
}

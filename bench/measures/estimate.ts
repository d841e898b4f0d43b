import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Discipline } from '../../common/protocol/catalogue.ts';
import { packageFolder } from '../../hardware/package-folder.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { ImportBatches } from '../../server/import/import-batches.ts';
import { importTickets } from '../../server/import/import-tickets.ts';
import { readProfile } from '../../server/import/profile.ts';
import { recordedVisits } from '../../server/planning/recorded-visits.ts';
import { type ReplayedWait, replayWaits } from '../../server/planning/wait-replay.ts';
import { scoresOf, type WaitScores } from '../../server/planning/wait-scores.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { SqliteEventStore } from '../../server/storage/sqlite-event-store.ts';
import { type Figure, told } from '../figure.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import { ONE_LINE, SHARED_COUNTERS, type SimulatedOffice, simulatedRecord } from '../simulated-record.ts';

const ZONE = 'Europe/Warsaw';
const ACCUMULATING: Discipline = { kind: 'accumulating', weight: 5 };
/** The ranges are to hold what they claim within so much. */
const COVERAGE_LIMIT = 0.03;

/** Ours against a simpler way: below one is nearer. */
function against(name: string, scores: WaitScores, peer: 'lastWait' | 'queue'): Figure[] {
  const way = peer === 'lastWait' ? 'last wait' : 'queue length';
  return (['rmseMinutes', 'maeMinutes'] as const).map((figure) => ({
    name: `${name}: ${figure === 'rmseMinutes' ? 'RMSE' : 'MAE'} against ${way}`,
    unit: 'min',
    value: scores.own[figure],
    peer: scores[peer][figure],
    limit: { of: 'ratio', kind: 'at-most', value: 1 },
  }));
}

function figuresOf(name: string, waits: readonly ReplayedWait[]): Figure[] {
  const scores = scoresOf(waits);
  return [
    ...against(name, scores, 'lastWait'),
    ...against(name, scores, 'queue'),
    told(`${name}: bias, wait − forecast`, 'min', scores.own.biasMinutes),
    {
      name: `${name}: held − claimed`,
      unit: '',
      value: Math.abs(scores.heldShare - scores.claimedShare),
      peer: null,
      limit: { of: 'value', kind: 'at-most', value: COVERAGE_LIMIT },
    },
  ];
}

function simulated(office: Pick<SimulatedOffice, 'fields' | 'counters'>, quick: boolean): ReplayedWait[] {
  const record = simulatedRecord({
    ...office,
    discipline: ACCUMULATING,
    hours: 8,
    days: quick ? 20 : 60,
    seed: 7,
  });
  return [...replayWaits(record, { discipline: ACCUMULATING }).waits];
}

/** Waits of recorded offices that lie beside the project; none where there are none. */
async function recorded({ quick, folder, say }: BenchRun): Promise<ReplayedWait[]> {
  const place = join(packageFolder(), '..', 'shared', 'data', 'warsaw');
  if (!existsSync(place)) return [];
  const files = readdirSync(place).filter((file) => file.endsWith('.tickets.csv.gz'));
  const calendar = new HallCalendar(ZONE);
  const waits: ReplayedWait[] = [];
  for (const [at, file] of files.entries()) {
    if (quick && at % 5 !== 4) continue;
    say(file);
    const db = openDatabase(join(folder, `${at}-${DATABASE_FILE}`));
    const store = new SqliteEventStore(db, calendar);
    await importTickets(
      { store, calendar, batches: new ImportBatches(db) },
      {
        file: join(place, file),
        profile: readProfile('warsaw'),
        dryRun: false,
        skipBad: false,
        nowMs: Date.now(),
      },
    );
    const [from, to] = ['2019-12-01', '2020-02-01'];
    const record = recordedVisits(db, from, to, calendar.instantOf(from, 0), calendar.instantOf(to, 0));
    for (const wait of replayWaits(record).waits) waits.push(wait);
    store.close();
  }
  return waits;
}

async function run(bench: BenchRun): Promise<MeasureResult> {
  const offices = await recorded(bench);
  bench.say('simulated halls');
  return {
    figures: [
      ...(offices.length === 0 ? [] : figuresOf('recorded offices', offices)),
      ...figuresOf('simulated, one line', simulated(ONE_LINE, bench.quick)),
      ...figuresOf('simulated, shared counters', simulated(SHARED_COUNTERS, bench.quick)),
    ],
    notes: [
      offices.length === 0
        ? 'No recorded offices lie beside the project: simulated halls alone.'
        : `${offices.length} waits of recorded offices (City of Warsaw open data), everything learnt from the past alone.`,
      'A ratio below 1 is nearer to the real wait than the simpler way.',
    ],
  };
}

/** How near the announced waits come, against two simpler ways to foretell them. */
export const estimate: Measure = {
  name: 'estimate',
  title: 'Announced waits against the last wait seen and the length of the queue',
  run,
};

import { parentPort, workerData } from 'node:worker_threads';
import { rosterOf } from '../staffing/roster/make-roster.ts';
import { seatOfficers } from '../staffing/roster/seat.ts';
import { stepBack } from '../threads/step-back.ts';
import type { SeatAnswer, SeatOrder } from './seat-aside.ts';

stepBack('a-little');
const { question, places } = workerData as SeatOrder;
const seating = seatOfficers(question, places);
parentPort?.postMessage({
  seating,
  roster: rosterOf(question, places, seating, []),
} satisfies SeatAnswer);

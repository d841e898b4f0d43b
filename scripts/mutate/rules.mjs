import { rulesOfTheHall } from './rules-of-the-hall.mjs';
import { rulesOfTickets } from './rules-of-tickets.mjs';

/** Of every rule of docs/queue-rules.md, by id, a change of the source that breaks it. */
export const ruleMutants = { ...rulesOfTickets, ...rulesOfTheHall };

import type { clock as vi } from '../vi/clock.ts';
import type { Words } from '../words.ts';

export const clock: Words<typeof vi> = {
  askDay:
    'It is not clear which day it is: the server’s clock does not fit the record. Please confirm the day; new numbers wait for it.',
  todayIs: 'Today is {date}',
  byRecord: 'by the record',
  byMachine: 'by the server',
  byDevices: 'by {n} other devices',
  otherDay: 'Another day',
  setDay: 'Set the day',
  clock_jumped:
    'The server’s clock was just changed. Tickets keep the time that runs on; please set the server’s clock.',
  clock_behind_record:
    'The server’s clock is behind the record. Tickets go on from the record; please set the server’s clock.',
  clock_far_ahead:
    'The server’s clock is far ahead of the record. Tickets go on from the record; please set the server’s clock.',
  clock: 'Clock',
  dayShape: 'day/month/year',
  dayWrong: 'Please write the day as 24/11/2026.',
  dayNone: 'The calendar has no {day}. Please check.',
  dayTooEarly: 'Please choose {day} or later.',
  dayOpen: 'Open the calendar',
  dayTooLate: 'Please choose {day} or earlier.',
};

/** The announced wait, where more than its range is said. */
export const estimate = {
  noCounter: 'The wait cannot be estimated yet: no counter is open',
  noCounterFull: 'The wait cannot be estimated yet, since no counter is open for this field.',
  onBoard: '{a}–{b} min',
  noCounterOnBoard: 'Not open yet',
  stillAbout: 'About {a}–{b} minutes more.',
  overBreak: 'maybe beyond the break, calls go on at {to}',
  overClosing: 'maybe beyond closing time ({at})',
  mayRunIntoBreak: 'The wait may run into the break from {from} to {to}; calls go on at {to}.',
  mayRunIntoClosing: 'The wait may run beyond closing time ({at}). Please ask the staff if you cannot wait.',
  perField: 'Field',
  perSlot: 'Time of day',
  perLength: 'Expected wait',
  perLengthMinutes: 'Expected (minutes)',
} as const;

/** The announced wait, where more than its range is said. */
export const estimate = {
  noCounter: 'The wait cannot be estimated yet: no counter is open',
  noCounterFull: 'The wait cannot be estimated yet, since no counter is open for this field.',
  onBoard: '{a}–{b} min',
  noCounterOnBoard: 'Not open yet',
  stillAbout: 'About {a}–{b} minutes more.',
  perField: 'Field',
  perSlot: 'Time of day',
  perLength: 'Expected wait',
  perLengthMinutes: 'Expected (minutes)',
} as const;

import type { display as vi } from '../vi/display.ts';
import type { Words } from '../words.ts';

export const display: Words<typeof vi> = {
  boardTitle: 'NOW CALLING',
  toCounter: 'to counter',
  latestCalls: 'Latest calls',
  countersTitle: 'Counters',
  waitingTitle: 'Waiting by field',
  waitingShort: '{n} waiting',
  counterOpen: 'Open',
  counterClosed: 'Not open',
  counterPausedShort: 'Paused',
  noCallsYet: 'No number has been called yet',
  startSound: 'Touch to turn the sound on',
  soundOff: 'Sound is off',
  soundMutedHours: 'Sound is off at this hour',
  lostServer: 'Connection lost – the numbers shown may be old',
  notPaired: 'This screen is not paired yet. A member of staff enters the pairing code.',
  calledAt: 'called at {time}',
  spokenLive: 'Number {number}, to {counter}',
  notices: 'Notices',
  panelWaiting: 'Please wait for your number',
  panelPresent: 'Now serving number',
  pairTitle: 'Pair this screen',
  pairCode: 'Pairing code',
  pairSubmit: 'Pair',
  recalled: 'call {n}',
};

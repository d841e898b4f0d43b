import { sayDevice } from '../devices/history.tsx';
import { sayEstimate, sayOpinion, sayRemark } from '../words.ts';

/** What reports let one choose, by the value that they take. */
const WORDS: Readonly<Record<string, string>> = {
  difficulty: sayRemark('difficulty'),
  proposal: sayRemark('proposal'),
  open: sayRemark('open'),
  handled: sayRemark('handled'),
  drafted: sayRemark('drafted'),
  device: sayDevice('perDevice'),
  fault: sayDevice('perFault'),
  month: sayDevice('perMonth'),
  'device-fault': sayDevice('perDeviceFault'),
  'device-month': sayDevice('perDeviceMonth'),
  field: sayEstimate('perField'),
  slot: sayEstimate('perSlot'),
  length: sayEstimate('perLength'),
  tablet: sayOpinion('tablet'),
  phone: sayOpinion('phone'),
  paper: sayOpinion('paper'),
  post: sayOpinion('post'),
  other: sayOpinion('other'),
  citizen: sayOpinion('citizen'),
  business: sayOpinion('business'),
};

/** A value that a report takes, in words; one without words stays as it is. */
export const paramWord = (value: string): string => WORDS[value] ?? value;

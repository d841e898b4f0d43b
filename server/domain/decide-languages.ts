import { did, type Handler } from './decision.ts';

/** Which languages there are, and whether these are their words, the edge knows. */
export const signLanguage: Handler<'language:sign'> = (_state, review) =>
  did([{ type: 'language:signed', review }]);

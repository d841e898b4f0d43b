import { z } from 'zod';

/** A language by its tag: "vi", "en", "crw" for Chơ Ro. */
export const LanguageTag = z
  .string()
  .max(24)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);

/** What was done to a pack of the hall's own recordings; its sound is kept beside the log. */
export interface VoicePackChange {
  readonly pack: string;
  readonly name: string;
  readonly change:
    | 'started'
    | 'recorded'
    | 'undone'
    | 'renamed'
    | 'removed'
    | 'restored'
    | 'imported'
    | 'exported';
  /** Which clip was recorded, or its take undone. */
  readonly clip?: string;
}

import type { VoicePackChange } from '../../common/protocol/voice-packs.ts';

/** What was done to things that are kept beside the log: webhooks, and recordings of voices. */
export type BesideEvent =
  | ({ readonly type: 'voice-pack:changed' } & VoicePackChange)
  | {
      readonly type: 'webhook:changed';
      readonly webhookId: string;
      /** Where it goes, without the path: that may hold a key. */
      readonly origin: string;
      readonly change: 'added' | 'removed' | 'rotated' | 'disabled' | 'enabled';
    };

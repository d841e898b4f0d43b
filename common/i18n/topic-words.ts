import type { RemarkTopic } from '../protocol/remarks.ts';

/** Key in the words of remarks of each topic of a general remark. */
export const TOPIC_WORDS = {
  people: 'topicPeople',
  premises: 'topicPremises',
  machines: 'topicMachines',
  network: 'topicNetwork',
  software: 'topicSoftware',
  other: 'topicOther',
} as const satisfies Readonly<Record<RemarkTopic, string>>;

import { TOPIC_WORDS } from '../../common/i18n/topic-words.ts';
import type { Remark } from '../../common/protocol/remarks.ts';
import type { ListedRemark } from '../../common/protocol/rest/record.ts';
import type { Names } from '../reports/cells.ts';
import { sayRemark } from '../words.ts';

/** What a remark is about, in words. */
export function aboutOf(
  { procedure, field, topic }: Pick<Remark, 'procedure' | 'field' | 'topic'>,
  names: Names,
): string {
  if (topic !== null) return sayRemark('generalTopic', { topic: sayRemark(TOPIC_WORDS[topic]) });
  if (procedure !== null) return names.procedure?.get(procedure) ?? procedure;
  return sayRemark('wholeField', { field: names.field?.get(field ?? '') ?? field ?? '' });
}

/** Remarks by what they are about, the subject with the most first. */
export function bySubject(
  remarks: readonly ListedRemark[],
  names: Names,
): readonly { readonly about: string; readonly remarks: readonly ListedRemark[] }[] {
  const groups = new Map<string, { about: string; remarks: ListedRemark[] }>();
  for (const remark of remarks) {
    const key = remark.procedure ?? `@${remark.field ?? remark.topic}`;
    const group = groups.get(key) ?? { about: aboutOf(remark, names), remarks: [] };
    group.remarks.push(remark);
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) => b.remarks.length - a.remarks.length || a.about.localeCompare(b.about, 'vi'),
  );
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ErrandTopic } from '../../common/protocol/errands.ts';
import { packageFolder } from '../../hardware/package-folder.ts';

/** A file of the hall's own folder that is no list of errands. */
export interface BadErrandFile {
  readonly file: string;
  readonly reason: string;
}

/** The lists that come with the product, by their order. Throws on a bad file: that is a broken install. */
export function loadErrandTopics(
  folder: string = join(packageFolder(), 'hall-data', 'errands'),
): readonly ErrandTopic[] {
  const topics = filesIn(folder).map((file) => ErrandTopic.parse(read(folder, file)));
  return topics.sort((a, b) => a.sort - b.sort);
}

/**
 * The product's topics with those of a hall's own folder: a topic or errand with a known id takes the place of the
 * product's. A bad file is left out and told, since a slip of the pen must not stop the hall.
 */
export function withOwnErrands(
  topics: readonly ErrandTopic[],
  folder: string,
): { readonly topics: readonly ErrandTopic[]; readonly bad: readonly BadErrandFile[] } {
  const bad: BadErrandFile[] = [];
  const merged = new Map(topics.map((topic) => [topic.id, topic]));
  for (const file of existsSync(folder) ? filesIn(folder) : []) {
    try {
      const own = ErrandTopic.parse(read(folder, file));
      const known = new Set(own.errands.map((errand) => errand.id));
      for (const [id, topic] of merged)
        merged.set(id, { ...topic, errands: topic.errands.filter((errand) => !known.has(errand.id)) });
      const before = merged.get(own.id)?.errands ?? [];
      merged.set(own.id, { ...own, errands: [...own.errands, ...before] });
    } catch (error) {
      bad.push({ file, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { topics: [...merged.values()].sort((a, b) => a.sort - b.sort), bad };
}

const filesIn = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();

const read = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from '../../common/protocol/catalogue.ts';
import { packageFolder } from '../../hardware/package-folder.ts';

/** The ready halls in hall-data/templates, by id. Throws on a file that is not a template: that is a broken install. */
export function loadTemplates(
  folder: string = join(packageFolder(), 'hall-data', 'templates'),
): Map<string, Template> {
  const templates = new Map<string, Template>();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.json')) continue;
    const parsed = Template.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!parsed.success) throw new Error(`hall-data/templates/${file}: ${parsed.error.message}`);
    templates.set(parsed.data.id, parsed.data);
  }
  return templates;
}

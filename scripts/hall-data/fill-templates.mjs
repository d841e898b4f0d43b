// Copies the procedures of hall-data/procedures.json into each template, under that template's own fields.
// Run after an edit of the list: node scripts/hall-data/fill-templates.mjs. The suite fails when it was forgotten.

import { readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../../hall-data/', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));

const { procedures } = read('procedures.json');
for (const id of ['district', 'commune']) {
  const path = `templates/${id}.json`;
  const template = read(path);
  template.procedures = procedures.map((procedure) => ({
    code: procedure.code,
    field: procedure.fields[id],
    name: procedure.name,
    nameEn: procedure.nameEn,
    timeLimit: procedure.timeLimit,
    fee: procedure.fee,
    papers: procedure.papers,
    words: procedure.everydayWords,
    note: procedure.note,
  }));
  writeFileSync(new URL(path, folder), `${JSON.stringify(template, null, 2)}\n`);
  console.log(`${path}: ${procedures.length} procedures`);
}

// Lets a child process of a test run the sources themselves: Node 20 does not strip types. What was translated once is
// kept by the hash of its source, so that the hundreds of children and threads of a run start quickly.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire, register } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

register(import.meta.url);

const { version } = createRequire(import.meta.url)('typescript/package.json');
const kept = fileURLToPath(new URL('../../node_modules/.cache/motcua-sources/', import.meta.url));

async function translate(source) {
  // Only when it is needed: it takes a while to load.
  const { default: ts } = await import('typescript');
  return ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  }).outputText;
}

async function translated(source) {
  const hash = createHash('sha256').update(`${version}\n`).update(source).digest('hex');
  const file = join(kept, `${hash}.js`);
  try {
    return await readFile(file, 'utf8');
  } catch {
    const output = await translate(source);
    // Another child may write the same file: it is put in place whole, by whoever comes last.
    const mine = `${file}.${process.pid}.${process.hrtime.bigint()}`;
    await mkdir(kept, { recursive: true });
    await writeFile(mine, output);
    await rename(mine, file);
    return output;
  }
}

export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !/\.ts$/.test(url)) return nextLoad(url, context);
  const source = await translated(await readFile(fileURLToPath(url), 'utf8'));
  return { format: 'module', source, shortCircuit: true };
}

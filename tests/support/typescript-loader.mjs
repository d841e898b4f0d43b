// Lets a child process of a test run the sources themselves: Node 20 does not strip types.
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';

register(import.meta.url);

export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !/\.ts$/.test(url)) return nextLoad(url, context);
  // Only when it is needed: it takes a while to load.
  const { default: ts } = await import('typescript');
  const source = ts.transpileModule(await readFile(fileURLToPath(url), 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  return { format: 'module', source: source.outputText, shortCircuit: true };
}

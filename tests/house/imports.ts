import { dirname, join } from 'node:path';
import ts from 'typescript';
import { textOf } from './house-files.ts';

/** The files and packages that a source imports: files as paths in the repository, packages by name. */
export type Imports = { files: string[]; packages: string[] };

/** Reads every import of a source (static, type-only, re-export and dynamic with a plain string). */
export function importsOf(path: string, text: string = textOf(path)): Imports {
  const named = ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
  return {
    files: named.filter((name) => name.startsWith('.')).map((name) => join(dirname(path), name)),
    packages: named.filter((name) => !name.startsWith('.')),
  };
}

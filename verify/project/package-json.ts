/** A project's `package.json`, as far as it decides how examples are resolved. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Its fields; none if there is no such file, or none that can be read (`findProject` has said so). */
export function packageAt(folder: string): Readonly<Record<string, unknown>> {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8').replace(/^\uFEFF/u, '');
    const about: unknown = JSON.parse(text);
    return typeof about === 'object' && about !== null ? { ...about } : {};
  } catch {
    return {};
  }
}

/** What a service's program is started with: its environment and the modules its entry leads to. */
import type { EmittedModule } from '../compile/emitted-module.ts';
import type { StartProgram } from '../realm/lab-message.ts';
import type { Service } from '../schemas/lab.ts';
import type { VendorBundle } from '../vendor/vendor-bundle.ts';

/** @param modules In dependency order, of all services. */
export function startProgram(service: Service, modules: readonly EmittedModule[]): StartProgram {
  const byFile = new Map(modules.map((module) => [module.file, module]));
  const needed = new Set<string>();
  const visit = (file: string): void => {
    if (needed.has(file)) return;
    needed.add(file);
    for (const { target } of byFile.get(file)?.imports ?? []) if (target.kind === 'file') visit(target.file);
  };
  visit(service.entry);
  return {
    service: service.name,
    env: service.env,
    entry: service.entry,
    modules: modules
      .filter(({ file }) => needed.has(file))
      .map(({ file, code, imports }) => ({ file, code, imports })),
  };
}

/** Chunks that were not evaluated in advance and that a service's files import: zone.js and its like. */
export function coldChunks(
  modules: readonly EmittedModule[],
  entry: string,
  { entries, warm }: Pick<VendorBundle, 'entries' | 'warm'>,
): string[] {
  const chunks = startProgram({ name: '', entry, env: {} }, modules).modules.flatMap(({ imports }) =>
    imports.flatMap(({ target }) => (target.kind === 'vendor' ? (entries[target.specifier] ?? []) : [])),
  );
  return [...new Set(chunks)].filter((chunk) => !warm.includes(chunk));
}

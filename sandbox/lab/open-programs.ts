/** The programs of a run, in a realm of their own: opened, and loading what they import first. */
import type { EmittedModule } from '../compile/emitted-module.ts';
import { sourceMaps } from '../compile/source-location.ts';
import type { ProgramMessage } from '../realm/program-message.ts';
import type { Lab } from '../schemas/lab.ts';
import { createProgram, type Program, type ProgramEffects } from './program.ts';
import type { Realm, RunEffects } from './run.ts';
import { coldChunks } from './start-program.ts';

export interface OpenProgramsEffects extends Omit<ProgramEffects, 'say' | 'terminate' | 'maps'> {
  openRealm: RunEffects['openRealm'];
  vendor: RunEffects['vendor'];
  /** Before the program hears it. */
  said(slot: number, message: ProgramMessage): void;
  broke(reason: string): void;
}

export function openPrograms(
  lab: Lab,
  modules: readonly EmittedModule[],
  effects: OpenProgramsEffects,
): { programs: Program[]; realm: Realm } {
  const { openRealm, vendor, said, broke, ...rest } = effects;
  const maps = sourceMaps([...modules]);
  let programs: Program[] = [];
  const realm = openRealm(lab.services.length, {
    said(slot, message) {
      said(slot, message);
      programs[slot]?.said(message);
    },
    lost: (slot, consoleEntries) => programs[slot]?.lost(consoleEntries),
    broke,
  });
  programs = lab.services.map(({ name }, slot) =>
    createProgram(name, {
      ...rest,
      maps,
      say: (message) => realm.say(slot, message),
      terminate: () => realm.end(slot),
    }),
  );
  for (const [slot, { entry }] of lab.services.entries()) {
    realm.say(slot, { type: 'load', chunks: coldChunks(modules, entry, vendor) });
  }
  return { programs, realm };
}

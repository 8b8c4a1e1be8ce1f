import { writeFile } from 'node:fs/promises';
import type { Workspace } from './workspace.ts';

/** For now: anything goes. */
export async function describeConfiguration({
  to,
}: {
  go: string;
  workspace: Workspace;
  exec: string;
  to: string;
  signal: AbortSignal;
}): Promise<void> {
  await writeFile(to, JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' }));
}

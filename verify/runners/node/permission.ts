/** Node's permission model, so that a program writes in its own folder only and may do all else. */

/** Flags for a process or a thread. Writing is allowed in `folders` and what lies in them. */
export function permissionFlags(folders: readonly string[]): string[] {
  const optional = [
    '--allow-addons',
    '--allow-child-process',
    '--allow-wasi',
    '--allow-worker',
    '--allow-net',
    '--allow-inspector',
    '--allow-ffi',
  ];
  return [
    '--permission',
    '--allow-fs-read=*',
    ...folders.map((folder) => `--allow-fs-write=${folder}`),
    // An older Node does not know them all, and refuses what it does not know.
    ...optional.filter((flag) => process.allowedNodeEnvironmentFlags.has(flag)),
    '--disable-warning=SecurityWarning',
    '--disable-warning=ExperimentalWarning',
  ];
}

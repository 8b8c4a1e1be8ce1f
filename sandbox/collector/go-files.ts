/** The file system a Go program finds: two streams to write to, and nothing to read. */

/** Node's errors, as Go's `syscall` reads them: by `code`. */
function fault(code: 'ENOENT' | 'ENOSYS' | 'EBADF'): Error {
  return Object.assign(new Error(code), { code });
}

type Done<Value> = (error: Error | null, value?: Value) => void;

/** What asks for a file by its name. Go looks names up without `/etc/hosts`: the bridge has a resolver of its own. */
const lookups = ['open', 'stat', 'lstat', 'readdir', 'readlink'];
const changes = [
  'chmod',
  'chown',
  'fchmod',
  'fchown',
  'ftruncate',
  'lchown',
  'link',
  'mkdir',
  'rename',
  'rmdir',
];
const onDescriptors = ['fstat', 'read', 'close'];
const others = [...changes, 'symlink', 'truncate', 'unlink', 'utimes'];

/**
 * What `wasm_exec.js` and Go's `syscall` expect of `globalThis.fs`. What the program writes to stdout (1) and stderr (2)
 * goes to `write`, which must not keep the bytes.
 */
export function createGoFiles(write: (stream: 1 | 2, bytes: Uint8Array) => void): Record<string, unknown> {
  const refuse =
    (code: Parameters<typeof fault>[0]) =>
    (...args: unknown[]): void =>
      (args.at(-1) as Done<never>)(fault(code));
  const all = (names: readonly string[], code: Parameters<typeof fault>[0]) =>
    Object.fromEntries(names.map((name) => [name, refuse(code)]));

  const writeSync = (descriptor: number, bytes: Uint8Array): number => {
    if (descriptor !== 1 && descriptor !== 2) throw fault('EBADF');
    write(descriptor, bytes);
    return bytes.length;
  };
  return {
    // Go reads these once. None of them is ever asked for by a program that only reads.
    constants: {
      O_WRONLY: -1,
      O_RDWR: -1,
      O_CREAT: -1,
      O_TRUNC: -1,
      O_APPEND: -1,
      O_EXCL: -1,
      O_DIRECTORY: -1,
    },
    ...all(lookups, 'ENOENT'),
    ...all(onDescriptors, 'EBADF'),
    ...all(others, 'ENOSYS'),
    fsync: (_descriptor: number, done: Done<never>) => done(null),
    writeSync,
    write(
      descriptor: number,
      bytes: Uint8Array,
      offset: number,
      length: number,
      _position: number | null,
      done: Done<number>,
    ) {
      try {
        done(null, writeSync(descriptor, bytes.subarray(offset, offset + length)));
      } catch (error) {
        done(error as Error);
      }
    },
  };
}

/** The file system a Go program finds: two streams to write to, and a few small files to read. */

/** Node's errors, as Go's `syscall` reads them: by `code`. */
function fault(code: 'ENOENT' | 'ENOSYS' | 'EBADF' | 'EACCES'): Error {
  return Object.assign(new Error(code), { code });
}

type Done<Value> = (error: Error | null, value?: Value) => void;

interface OpenFile {
  bytes: Uint8Array;
  position: number;
}

/** Bits of `mode` in a file's status: a regular file that everybody may read. */
const regularFile = 0o100444;
const firstFile = 3;
const maxOpenFiles = 64;

/**
 * What `wasm_exec.js` and Go's `syscall` expect of `globalThis.fs`. Nothing can be changed, and nothing but `files` is
 * there; what the program writes to stdout (1) and stderr (2) goes to `write`, which must not keep the bytes.
 */
export function createGoFiles(
  files: Readonly<Record<string, string>>,
  write: (stream: 1 | 2, bytes: Uint8Array) => void,
): Record<string, unknown> {
  const encoder = new TextEncoder();
  const open = new Map<number, OpenFile>();
  let lastDescriptor = firstFile;

  const writeSync = (descriptor: number, bytes: Uint8Array): number => {
    if (descriptor !== 1 && descriptor !== 2) throw fault('EBADF');
    write(descriptor, bytes);
    return bytes.length;
  };
  const status = (size: number): object => ({
    ...{ dev: 1, ino: 1, mode: regularFile, nlink: 1, uid: 0, gid: 0, rdev: 0 },
    ...{ size, blksize: 4096, blocks: Math.ceil(size / 512), atimeMs: 0, mtimeMs: 0, ctimeMs: 0 },
    isDirectory: () => false,
  });
  const stat = (path: string, done: Done<object>): void => {
    const text = files[path];
    if (text === undefined) done(fault('ENOENT'));
    else done(null, status(encoder.encode(text).length));
  };
  const refuse = (...args: unknown[]): void => (args.at(-1) as Done<never>)(fault('ENOSYS'));
  const changes = ['chmod', 'chown', 'fchmod', 'fchown', 'ftruncate', 'lchown', 'link', 'mkdir', 'readdir'];
  const more = ['readlink', 'rename', 'rmdir', 'symlink', 'truncate', 'unlink', 'utimes'];

  return {
    // Go reads these once. None of them is ever asked for by a program that only reads.
    constants: {
      O_WRONLY: 1,
      O_RDWR: 2,
      O_CREAT: 64,
      O_TRUNC: 512,
      O_APPEND: 1024,
      O_EXCL: 128,
      O_DIRECTORY: 65_536,
    },
    ...Object.fromEntries([...changes, ...more].map((name) => [name, refuse])),
    stat,
    lstat: stat,
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
    fsync: (_descriptor: number, done: Done<never>) => done(null),
    open(path: string, flags: number, _mode: number, done: Done<number>) {
      const text = files[path];
      if ((flags & 3) !== 0) done(fault('EACCES'));
      else if (text === undefined || open.size >= maxOpenFiles) done(fault('ENOENT'));
      else {
        lastDescriptor += 1;
        open.set(lastDescriptor, { bytes: encoder.encode(text), position: 0 });
        done(null, lastDescriptor);
      }
    },
    fstat(descriptor: number, done: Done<object>) {
      const file = open.get(descriptor);
      if (file) done(null, status(file.bytes.length));
      else done(fault('EBADF'));
    },
    read(
      descriptor: number,
      into: Uint8Array,
      offset: number,
      length: number,
      position: number | null,
      done: Done<number>,
    ) {
      const file = open.get(descriptor);
      if (file === undefined) return done(fault('EBADF'));
      const from = position ?? file.position;
      const part = file.bytes.subarray(from, from + length);
      into.set(part, offset);
      if (position === null) file.position = from + part.length;
      done(null, part.length);
    },
    close(descriptor: number, done: Done<never>) {
      open.delete(descriptor);
      done(null);
    },
  };
}

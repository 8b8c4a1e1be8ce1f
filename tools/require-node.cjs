/**
 * Loaded before every script (`node -r`): the scripts are TypeScript, which older Nodes cannot read, so this
 * file must stay plain. npm puts the Node of our optional dependencies first on the PATH.
 */
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    [
      `This is Node ${process.versions.node}; the scripts need 22.18 or newer.`,
      'A current Node comes with `npm ci` as an optional dependency for Linux, macOS and Windows. It is not there:',
      `either npm was told to leave optional dependencies out, or there is none for ${process.platform}-${process.arch}.`,
      'What to do: `npm ci --include=optional`, and call the scripts through npm (`npm start`).',
      'Or install Node 22.18 or newer from https://nodejs.org and try again.',
    ].join('\n'),
  );
  process.exit(1);
}

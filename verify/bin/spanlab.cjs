#!/usr/bin/env node
// Plain JavaScript without today's syntax: it has to run on a Node that is too old, to say so.
const fs = require('node:fs');
const path = require('node:path');
const url = require('node:url');

const needed = require('../package.json').engines.node.replace('>=', '');
const found = process.versions.node;

function isOlder(version, wanted) {
  const is = version.split('.').map(Number);
  const should = wanted.split('.').map(Number);
  const first = should.findIndex((number, i) => is[i] !== number);
  return first !== -1 && is[first] < should[first];
}

if (isOlder(found, needed)) {
  console.error(
    `spanlab needs Node ${needed} or newer; this is Node ${found}.\n` +
      'Install a newer Node (https://nodejs.org/en/download) and run the same command again.',
  );
  process.exitCode = 2;
} else {
  // What was compiled last time is not compiled again. There since Node 22.1.
  require('node:module').enableCompileCache?.();
  // In the repository the source runs as it is; what is published holds only the bundle.
  const source = path.join(__dirname, '..', 'cli.ts');
  const entry = fs.existsSync(source) ? source : path.join(__dirname, '..', 'dist', 'cli.js');
  import(url.pathToFileURL(entry).href).catch((error) => {
    console.error(error);
    process.exitCode = 2;
  });
}

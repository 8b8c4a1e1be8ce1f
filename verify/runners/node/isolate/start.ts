/** Starts the isolate of a thread from V8's code cache: parsing it anew would take each thread milliseconds. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { constants, Script } from 'node:vm';
import { workerData } from 'node:worker_threads';
import type { ThreadData } from '../messages.ts';

const given = workerData as ThreadData;
const { isolate } = given;
const cachedData =
  given.isolateCode === undefined ? {} : { cachedData: Buffer.from(given.isolateCode.buffer) };
const parameters = 'exports,require,module,__filename,__dirname';
const script = new Script(`(function(${parameters}){${readFileSync(isolate, 'utf8')}\n})`, {
  filename: isolate,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  ...cachedData,
});
given.isolateScript = script;
const module = { exports: {} };
(script.runInThisContext() as (...given: unknown[]) => void)(
  module.exports,
  createRequire(isolate),
  module,
  isolate,
  dirname(isolate),
);

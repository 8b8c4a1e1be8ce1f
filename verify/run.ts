/** From arguments to a command and its exit code. */
import { parseArgs } from 'node:util';
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import { check } from './check.ts';
import { expectSpans } from './expect-spans.ts';
import { type ExitCode, exitCodes, type Output, UsageError } from './output.ts';
import about from './package.json' with { type: 'json' };
import { push } from './push.ts';
import { pushHelp } from './push-arguments.ts';

const help = `spanlab ${about.version}  ${about.description}

  spanlab check [folder …]              hold lesson folders to their schema (default: content)
  spanlab expect <expect.yaml> <file …> hold spans (OTLP JSON, or one JSON a line) to an expectation
  spanlab push …                        send a span made by hand over OTLP/HTTP (push --help)

  --json     print one JSON document instead of text
  --help     print this
  --version  print the version

Exit code: 0 nothing wrong, 1 something wrong, 2 it could not be done as asked.`;

const commands = ['check', 'expect', 'push'];

/** Run the command line. Never throws, and ends no process. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
  try {
    // Its arguments are its own: they describe a span.
    if (args[0] === 'push') {
      const rest = args.slice(1);
      return rest.some((arg) => arg === '--help' || arg === '-h')
        ? say(pushHelp, output)
        : await push(rest, output);
    }
    const { values, positionals } = parse(args);
    if (values.version) return say(about.version, output);
    const [command, ...rest] = positionals;
    if (values.help) return say(help, output);
    switch (command) {
      case 'check':
        return await check(rest, { json: values.json }, output);
      case 'expect':
        return await expectSpans(rest, { json: values.json }, output);
      case undefined:
        throw new UsageError(`found no command, allowed: ${commands.join(', ')}`);
      default: {
        const near = closest(command, commands);
        const hint = near === undefined ? '' : `; did you mean ${near}?`;
        throw new UsageError(`found the command "${command}", allowed: ${commands.join(', ')}${hint}`);
      }
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    output.error(`spanlab: ${error.message}\nspanlab --help says what there is.`);
    return exitCodes.unusable;
  }
}

function say(text: string, { out }: Output): ExitCode {
  out(text);
  return exitCodes.good;
}

function parse(args: string[]) {
  const options = {
    help: { type: 'boolean', short: 'h', default: false },
    version: { type: 'boolean', short: 'v', default: false },
    json: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

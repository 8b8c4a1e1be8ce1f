/** From arguments to a command and its exit code. */
import { parseArgs } from 'node:util';
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import { type ExitCode, exitCodes, type Output, UsageError } from './output.ts';
import about from './package.json' with { type: 'json' };

const help = `spanlab ${about.version}  ${about.description}

  spanlab verify [file, folder or glob …] run the examples in Markdown and hold them to what it says (verify --help)
  spanlab check [folder …]              hold lesson folders to their schema (default: content)
  spanlab expect <expect.yaml> <file …> hold spans (OTLP JSON, or one JSON a line) to an expectation
  spanlab push …                        send a span made by hand over OTLP/HTTP (push --help)
  spanlab view [file …]                 open traces in a page: of files, of a Jaeger, or as they come (view --help)

  --json     print one JSON document instead of text
  --help     print this
  --version  print the version

Exit code: 0 nothing wrong, 1 something wrong, 2 it could not be done as asked.`;

const commands = ['verify', 'check', 'expect', 'push', 'view'];

/** Run the command line. Never throws, and ends no process. What a command needs is loaded when it is asked for. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
  try {
    // Their arguments are their own.
    const [name, ...own] = args;
    if (name === 'push') {
      if (wantsHelp(own)) return say((await import('./push-arguments.ts')).pushHelp, output);
      return await (await import('./push.ts')).push(own, output);
    }
    if (name === 'verify') {
      if (wantsHelp(own)) return say((await import('./verify-help.ts')).verifyHelp, output);
      return await (await import('./verify.ts')).verify(own, output);
    }
    if (name === 'view') {
      if (wantsHelp(own)) return say((await import('./view/view-help.ts')).viewHelp, output);
      return await (await import('./view/view.ts')).view(own, output);
    }
    const { values, positionals } = parse(args);
    if (values.version) return say(about.version, output);
    const [command, ...rest] = positionals;
    if (values.help) return say(help, output);
    switch (command) {
      case 'check':
        return await (await import('./check.ts')).check(rest, { json: values.json }, output);
      case 'expect':
        return await (await import('./expect-spans.ts')).expectSpans(rest, { json: values.json }, output);
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

function wantsHelp(args: readonly string[]): boolean {
  return args.some((arg) => arg === '--help' || arg === '-h');
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

import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setup-error.ts';
import type { PlanOptions } from './plan.ts';

const commands = ['up', 'status', 'logs', 'doctor', 'down'] as const;
export type LabCommand = (typeof commands)[number];

export interface LabOptions {
  command: LabCommand;
  /** After the command: whose logs. */
  services: string[];
  plan: PlanOptions;
  detach: boolean;
  help: boolean;
  doctor: { collector: string | undefined; jaeger: string | undefined; origin: string };
}

export const usage = `npm run lab                                 a Collector and a Jaeger in containers, until Ctrl+C
npm run lab -- --detach                     the same, and return
npm run lab -- --config my/collector.yaml   with another configuration of the Collector
               --env NAME=VALUE             what \${env:NAME} in it finds; may be repeated
               --port 4318=14318            on another port of this machine; may be repeated
npm run lab -- status                       what runs, and whether it is well
npm run lab -- logs [collector|jaeger]      what they print, until Ctrl+C
npm run lab -- doctor                       what is wrong, and what to do
               --collector http://localhost:4318   --jaeger http://localhost:16686
               --origin http://localhost:4321      the page that is to post to it
npm run lab -- down                         remove containers, network and volumes`;

/** What stands after `npm run lab --`. Throws `SetupError` for what cannot be meant. */
export function labOptions(args: string[]): LabOptions {
  const { values, positionals } = parse(args);
  const [command = 'up', ...services] = positionals;
  if (!isCommand(command)) {
    throw new SetupError(`found "${command}", expected ${commands.join(', ')}.\n\n${usage}`);
  }
  return {
    command,
    services,
    detach: values.detach,
    help: values.help,
    plan: {
      config: values.config,
      project: values.project,
      env: pairs('--env', values.env, /^(\w+)=(.*)$/su),
      moved: new Map(
        Object.entries(pairs('--port', values.port, /^(\d{1,5})=(\d{1,5})$/u)).map(([from, to]) => [
          Number(from),
          Number(to),
        ]),
      ),
    },
    doctor: { collector: values.collector, jaeger: values.jaeger, origin: values.origin },
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        project: { type: 'string' },
        env: { type: 'string', multiple: true, default: [] },
        port: { type: 'string', multiple: true, default: [] },
        detach: { type: 'boolean', short: 'd', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        collector: { type: 'string' },
        jaeger: { type: 'string' },
        origin: { type: 'string', default: 'http://localhost:4321' },
      },
    });
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function isCommand(text: string): text is LabCommand {
  return (commands as readonly string[]).includes(text);
}

function pairs(option: string, given: readonly string[], pattern: RegExp): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const [, name, value] = pattern.exec(text) ?? [];
      if (name === undefined || value === undefined) {
        throw new SetupError(
          `${option}: found "${text}", expected ${option === '--port' ? '4318=14318' : 'NAME=VALUE'}.`,
        );
      }
      return [name, value];
    }),
  );
}

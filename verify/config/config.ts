/** What `spanlab.config.ts` may say. Arguments of the command line go before it. */
import type { BackendKind } from '../model/backend.ts';
import type { Runtime } from '../model/example.ts';

/** Settings of `spanlab verify`, as `spanlab.config.ts` writes them. Paths start from that file's folder. */
export interface UserConfig {
  /** Documents to verify, when none are named on the command line: globs. Default: all Markdown and MDX below. */
  include?: readonly string[];
  /** Documents to leave out: globs. `node_modules`, dot folders and what Git ignores are left out anyway. */
  ignore?: readonly string[];
  /** Where programs run that name no runtime themselves. Default `['node']`. */
  runtimes?: readonly Runtime[];
  /** Where spans go: `embedded` (default), `containers` (Docker) or `url` (give `otlp` and `jaeger`). */
  backend?: BackendKind;
  /** For `backend: 'url'`: base address of an OTLP/HTTP receiver, such as `http://localhost:4318`. */
  otlp?: string;
  /** For `backend: 'url'`: base address of the Jaeger query API, such as `http://localhost:16686`. */
  jaeger?: string;
  /** For `backend: 'containers'`. */
  containers?: {
    /** Images to use instead of those that are tested with this version. */
    images?: { collector?: string; jaeger?: string };
  };
  /** How many examples run at a time. Default: one for each processor. */
  jobs?: number;
  /** How long an example may take that says nothing itself: `10s`, `500ms`. Default `30s`. */
  timeout?: string;
  /**
   * Environment variables that programs and shell blocks get besides their usual ones. Those that are named like
   * secrets (`…_TOKEN`, `…_KEY`, `AWS_…`) they get only from here.
   */
  env?: Readonly<Record<string, string>>;
  /** File of the findings that are known and do not fail. Default `spanlab-baseline.json`, if it is there. */
  baseline?: string;
  /** Fall short when fewer blocks than this are held by something: percent, 0 to 100. */
  requireCoverage?: number;
  /** Folder where what holds is remembered, or `false` to run everything each time. Default: in `node_modules/.cache`. */
  cache?: string | boolean;
  links?: {
    /** Ask the servers that links lead to. Default `false`: only links within the documents are followed. */
    external?: boolean;
    /** Links to leave alone: exact, or with `*` for anything. */
    ignore?: readonly string[];
    /**
     * Folders whose pages a site serves, by the address they are below: `{ '/': 'src/content/docs' }`. Links that start
     * with `/` lead there. Default: the documents of the Astro site in this folder, if it is one.
     */
    roots?: Readonly<Record<string, string>>;
  };
  /** What versions and ports named in prose are held to. */
  versions?: {
    /** Compose files whose images and ports are in use. Default: those beside the documents. */
    compose?: readonly string[];
    /** Lockfile whose versions are in use. Default: the nearest one. */
    lockfile?: string;
    /** Words that look like a version or a port and are none. */
    ignore?: readonly string[];
  };
  /**
   * What checks `yaml collector` blocks. Default: the Collector that comes with Spanlab, if it is there; else
   * `otelcol-contrib` or `otelcol` on PATH; else the image of `containers`, in Docker, if it is there.
   */
  collector?: {
    /** Folder with the Collector as WebAssembly. */
    assets?: string;
    /** A Collector of your own: program and arguments before `validate --config=…`. */
    command?: readonly string[];
  };
  /** The browser of the `chromium` runtime. Default: the one found on this machine. */
  chromium?: {
    executablePath?: string;
    /** More arguments for it, such as `--no-sandbox` in a container. */
    args?: readonly string[];
  };
  /** Folders examples may write to besides their own. */
  allowWrite?: readonly string[];
}

/** Settings as the session reads them: paths absolute, the timeout in milliseconds. */
export interface Config extends Omit<UserConfig, 'timeout' | 'cache'> {
  timeoutMs?: number;
  /** A folder, or `false`. */
  cache?: string | false;
}

/** Only there so that an editor knows what a configuration may say: `export default defineConfig({ … })`. */
export function defineConfig(config: UserConfig): UserConfig {
  return config;
}

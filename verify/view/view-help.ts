/** What `spanlab view --help` says. */
import { defaultOtlpPort, defaultViewPort } from './ports.ts';

export const viewHelp = `spanlab view [file …] [options]

  Opens traces in a page served on this machine: waterfall, search, graph, comparison and more.
  Files: OTLP as JSON, JSON lines or protobuf, and Jaeger's JSON. A file that changes is read again. - is standard input.
  Without files the page opens those that are dropped on it.

      --listen [port]   take spans over OTLP/HTTP, JSON or protobuf, and show them as they come (default ${defaultOtlpPort})
      --jaeger <url>    search and open traces of a Jaeger, such as http://localhost:16686
      --port <n>        where the page is served (default ${defaultViewPort}, or the next that is free)
      --open            open it in the browser

  Only this machine can open the page, and nothing leaves it. Ctrl+C ends it. With --listen, any program of this machine
  and any page open in its browsers can send spans, as exporters do; none of them can read any.

  Exit code: 0 ended, 2 it could not be done as asked.`;

/** What `spanlab verify --help` says. */
export const verifyHelp = `spanlab verify [file | folder | glob …] [options]

  Type-checks and runs the examples in Markdown and MDX, and holds them to what the documents say of them.
  Without files: what the configuration includes, else every Markdown and MDX document below this folder.

      --runtime <names>        node, chromium, or both (default node)
      --backend <name>         embedded, containers (Collector and Jaeger, needs Docker), url (default embedded)
      --otlp, --jaeger <address>  of the backend url
      --sdk <versions>         2
      --filter <text>          only examples whose id or title has it; /…/ is a regular expression
  -j, --jobs <n>               how many at a time (default: the processors there are)
      --shard <i/n>            one part of n, the same in every run
      --fail-fast              end at the first example that falls short
      --timeout <time>         of one example, where it does not say (default 30s)
      --cache, --no-cache      keep what holds and has not changed (default), or run everything
  -u, --update                 write outputs, trees, values and regions as they are into the documents
  -w, --watch                  go on, and verify again what changes
      --list                   say what there is to verify, and what nothing holds; run nothing
      --report <formats>       pretty, json, junit, github, sarif, markdown; each =FILE, else to stdout
      --baseline <file>        findings in it are known and do not fail
      --update-baseline        write it (default spanlab-baseline.json)
      --require-coverage <n%>  fall short when fewer blocks are held by something
  -c, --config <file>          default spanlab.config.ts, here or above

  Exit code: 0 all hold, 1 something falls short, 2 not everything could be run.`;

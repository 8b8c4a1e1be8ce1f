/** What of this process's environment examples get. Pure. */

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Names of secrets, and of files by which a step of a GitHub workflow gives something to the next ones. This keeps
 * examples from printing or sending them by accident. It is no wall: they run as whoever runs `spanlab`.
 */
const kept = [
  /(?:^|_)(?:(?:AUTH|ACCESS)?TOKEN|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|(?:API|ACCESS|SECRET|PRIVATE)?KEY|PAT)(?:_|$)/iu,
  /^(?:AWS|ACTIONS|RUNNER)_/iu,
  /^GITHUB_(?:ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)$/iu,
  /auth(?:token)?$/iu,
];

/** The environment without those; `given` (`env` of the configuration) as it is. */
export function exampleEnvironment(env: Environment, given: Environment = {}): Record<string, string> {
  const usual = Object.entries(env).filter(([name]) => !kept.some((pattern) => pattern.test(name)));
  const all = [...usual, ...Object.entries(given)];
  return Object.fromEntries(
    all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

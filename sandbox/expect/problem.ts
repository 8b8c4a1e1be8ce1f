/** Something the author of a lesson, lab or expectation must fix. */
import { z } from 'zod';
import { describeAllowed, keysAllowed, schemasAt, wordsAllowed } from './allowed.ts';
import { closest } from './closest.ts';

/** Lines and columns count from 1, as editors show them. */
export interface Position {
  line: number;
  column: number;
}

/** What is wrong and where: `message` says what was found and what is allowed. */
export interface AuthoringProblem extends Position {
  file: string;
  message: string;
}

/** Write a problem as editors and terminals like to link it: `file:line:column message`. */
export function formatProblem({ file, line, column, message }: AuthoringProblem): string {
  return `${file}:${line}:${column} ${message}`;
}

/** A schema's complaint put in words, at the path it is about. `onKey`: it is about the key, not its value. */
export interface Complaint {
  path: PropertyKey[];
  onKey: boolean;
  message: string;
}

type Issue = z.core.$ZodIssue;

/** Put a zod issue in words; a union's issue becomes those of the option that came closest. */
export function complaints(schema: z.core.$ZodType, value: unknown, issue: Issue): Complaint[] {
  const { path } = issue;
  const found = valueAt(value, path);
  const name = nameOf(path);
  const say = (message: string, onKey = false): Complaint[] => [
    { path, onKey, message: `${name}${message}` },
  ];

  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        onKey: true,
        message: strangeKey(schema, value, path, key),
      }));
    case 'invalid_union': {
      const option = nearestOption(issue.errors);
      if (option) return option.flatMap((inner) => complaints(schema, value, under(path, inner)));
      if (isMapping(found)) {
        const keys = keysAllowed(schema, path);
        const strange = Object.keys(found).filter((key) => keys.length > 0 && !keys.includes(key));
        if (strange.length > 0) {
          return strange.map((key) => ({
            path: [...path, key],
            onKey: true,
            message: strangeKey(schema, value, path, key),
          }));
        }
      }
      return say(`found ${inWords(found)}, allowed: ${describeAllowed(schema, path)}`);
    }
    case 'invalid_key': {
      const key = String(path.at(-1));
      return say(`found the key "${key}", allowed: ${issue.issues.map(allowedBy).join(' and ')}`, true);
    }
    case 'invalid_type':
      if (found === undefined && !isPresent(value, path)) {
        return say(`missing; allowed: ${describeAllowed(schema, path)}`);
      }
      return say(
        `found ${inWords(found)}, allowed: ${describeAllowed(schema, path)}${quoteHint(issue, found)}`,
      );
    case 'invalid_value': {
      if (found === undefined) return say(`missing; allowed: ${describeAllowed(schema, path)}`);
      const near = typeof found === 'string' ? closest(found, wordsAllowed(schema, path)) : undefined;
      const hint = near === undefined ? '' : `; did you mean ${near}?`;
      return say(`found ${inWords(found)}, allowed: ${describeAllowed(schema, path)}${hint}`);
    }
    default:
      return say(`found ${inWords(found)}, allowed: ${allowedBy(issue)}`);
  }
}

/** Say that `key` is not one of `allowed`, and what was probably meant. */
export function unknownKey(key: string, allowed: readonly string[], where: string): string {
  const near = closest(key, allowed);
  const list = allowed.map((each) => `\`${each}\``).join(', ');
  if (near !== undefined) return `found \`${key}\`, did you mean \`${near}\`? Allowed ${where}: ${list}`;
  return `found \`${key}\`; allowed ${where}: ${list}`;
}

/** A key its mapping may not have: unknown, or one that belongs to another option of a union. */
function strangeKey(schema: z.core.$ZodType, value: unknown, path: PropertyKey[], key: string): string {
  const keys = keysAllowed(schema, path);
  if (!keys.includes(key)) {
    const name = nameOf(path);
    return unknownKey(key, keys, name === '' ? 'here' : `in ${name.slice(0, -2)}`);
  }
  const here = [...path, key];
  const found = valueAt(value, here);
  const fits = schemasAt(schema, here).some((each) => z.core.safeParse(each, found).success);
  if (!fits) return `\`${key}\`: found ${inWords(found)}, allowed: ${describeAllowed(schema, here)}`;
  const others = Object.keys(valueAt(value, path) ?? {}).filter((each) => each !== key);
  return `found \`${key}\` beside ${others.map((each) => `\`${each}\``).join(', ')}, allowed: one without the other`;
}

/** The option of a union whose kind of value this was: fewest complaints, and none that all of it is wrong. */
function nearestOption(errors: Issue[][]): Issue[] | undefined {
  const candidates = errors.filter((issues) => {
    const wrongAltogether = issues.some((each) => each.path.length === 0 && each.code !== 'too_small');
    return issues.length > 0 && !wrongAltogether;
  });
  return candidates.sort((a, b) => a.length - b.length)[0];
}

function under(path: PropertyKey[], issue: Issue): Issue {
  return { ...issue, path: [...path, ...issue.path] };
}

/** What an issue without a shape of its own allows: the schema's own words, or zod's. */
function allowedBy(issue: Issue): string {
  if (issue.code === 'too_small') {
    if (issue.origin === 'string') return 'text that is not empty';
    if (issue.origin === 'array') return `a list of at least ${issue.minimum}`;
    return `${issue.minimum} or more`;
  }
  if (issue.code === 'too_big') {
    if (issue.origin === 'string') return `at most ${issue.maximum} characters`;
    if (issue.origin === 'array') return `a list of at most ${issue.maximum}`;
    return `${issue.maximum} or less`;
  }
  return issue.message;
}

/** ``\`kind\`: `` for a path that ends in a key; nothing for the whole file. */
function nameOf(path: readonly PropertyKey[]): string {
  const key = path.findLast((each) => typeof each === 'string');
  return key === undefined ? '' : `\`${String(key)}\`: `;
}

/** YAML reads `1` and `true` as a number and a boolean; an author who meant text needs quotes. */
function quoteHint(issue: z.core.$ZodIssueInvalidType, found: unknown): string {
  const scalar = typeof found === 'number' || typeof found === 'boolean';
  return issue.expected === 'string' && scalar ? `; write "${String(found)}", with quotes` : '';
}

function inWords(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value instanceof Date) return 'a date';
  if (typeof value !== 'object') return String(value);
  return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping';
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inside, key) => {
    if (Array.isArray(inside)) return inside[Number(key)];
    return isMapping(inside) ? inside[String(key)] : undefined;
  }, value);
}

function isPresent(value: unknown, path: readonly PropertyKey[]): boolean {
  const key = path.at(-1);
  if (key === undefined) return true;
  const parent = valueAt(value, path.slice(0, -1));
  return typeof parent === 'object' && parent !== null && String(key) in parent;
}

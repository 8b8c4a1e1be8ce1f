/**
 * Reads OpenTelemetry's semantic conventions from their published npm package: names and values by importing it, what
 * they mean from the comments of its declarations. Run alone it says what it found.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import type {
  Convention,
  ConventionValue,
  PublishedConventions,
} from '../src/explorer/span/conventions/convention.ts';

const packageName = '@opentelemetry/semantic-conventions';
/** Whose version is read: the one that programs of lessons import. */
const importer = path.resolve(fileURLToPath(import.meta.url), '../../sandbox/vendor/sdk2/package.json');
/** An attribute that is in both is the stable one's. */
const declarations = ['experimental_attributes.d.mts', 'stable_attributes.d.mts'];

/** What a declaration's comment says. */
interface Comment {
  text: string;
  tags: { name: string; text: string }[];
}

/** The package's folder, its version, and the files that decide what is read. */
export function conventionsPackage(): { folder: string; version: string; files: string[] } {
  const entry = createRequire(importer).resolve(packageName);
  const folder = entry.slice(0, entry.lastIndexOf(packageName) + packageName.length);
  const { version }: { version: string } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  return { folder, version, files: declarations.map((file) => path.join(folder, 'dist', file)) };
}

/** @throws when the package is not written the way it was when this was: it says what was found */
export async function readConventions(): Promise<PublishedConventions> {
  const { folder, version, files } = conventionsPackage();
  const exported: Record<string, unknown> = await import(
    pathToFileURL(path.join(folder, 'dist/index-incubating.mjs')).href
  );
  const comments = new Map(files.flatMap((file) => [...readComments(file)]));
  const attributes = new Map<string, Convention>();
  const keys = new Map<string, string>();
  for (const [name, comment] of comments) {
    if (!name.startsWith('ATTR_')) continue;
    const key = attributeKey(exported[name]);
    if (key === undefined)
      throw new Error(`Found ${name} of ${packageName} ${version} to be no attribute key.`);
    keys.set(name, key);
    attributes.set(key, conventionOf(comment));
  }
  for (const [name, comment] of comments) {
    const of = /^Enum value .*? for attribute \{@link (?<attribute>\w+)\}\.?\s*(?<brief>.*)$/su.exec(
      comment.text,
    );
    const convention = attributes.get(keys.get(of?.groups?.['attribute'] ?? '') ?? '');
    if (of === null || convention === undefined) continue;
    convention.values ??= {};
    convention.values[String(exported[name])] = valueConvention(of.groups?.['brief'] ?? '', comment);
  }
  if (attributes.size === 0) throw new Error(`Found no attributes in ${packageName} ${version}.`);
  const sorted = [...attributes].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { package: packageName, version, attributes: Object.fromEntries(sorted) };
}

/** A function makes keys that begin alike: of `http.request.header.<key>` the beginning is kept. */
function attributeKey(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'function') return undefined;
  const beginning: unknown = value('');
  return typeof beginning === 'string' && beginning.endsWith('.') ? beginning : undefined;
}

function conventionOf({ text, tags }: Comment): Convention {
  const all = (name: string): string[] => tags.flatMap((tag) => (tag.name === name ? [tag.text] : []));
  const examples = all('example');
  const note = all('note').join('\n\n');
  const [deprecated] = all('deprecated');
  return {
    brief: text,
    ...(note === '' ? {} : { note }),
    ...(examples.length === 0 ? {} : { examples }),
    stability: tags.some(({ name }) => name === 'experimental') ? 'experimental' : 'stable',
    ...(deprecated === undefined ? {} : { deprecated }),
  };
}

function valueConvention(brief: string, { tags }: Comment): ConventionValue {
  const deprecated = tags.find(({ name }) => name === 'deprecated')?.text;
  return { ...(brief === '' ? {} : { brief }), ...(deprecated === undefined ? {} : { deprecated }) };
}

/** Comments of exported constants, by the constant's name. */
function readComments(file: string): Map<string, Comment> {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const comments = new Map<string, Comment>();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const [declared] = statement.declarationList.declarations;
    const comment = ts.getJSDocCommentsAndTags(statement).findLast(ts.isJSDoc);
    if (declared === undefined || comment === undefined) continue;
    comments.set(declared.name.getText(source), readComment(comment.getText(source)));
  }
  return comments;
}

/** Text and tags as they are written: TypeScript's own reading loses the lines of Markdown. */
export function readComment(written: string): Comment {
  const lines = written
    .replace(/^\/\*\*|\*\/$/gu, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/u, '').trimEnd());
  const comment: Comment = { text: '', tags: [] };
  let current: { text: string } = comment;
  for (const line of lines) {
    const tag = /^@(?<name>[a-z]+)(?: (?<text>.*))?$/u.exec(line)?.groups;
    if (tag === undefined) {
      current.text += `\n${line}`;
      continue;
    }
    const begun = { name: tag['name'] ?? '', text: tag['text'] ?? '' };
    comment.tags.push(begun);
    current = begun;
  }
  comment.text = comment.text.trim();
  for (const tag of comment.tags) tag.text = tag.text.trim();
  return comment;
}

if (import.meta.main) {
  const { package: name, version, attributes } = await readConventions();
  const all = Object.values(attributes);
  const text = JSON.stringify(attributes);
  console.log(
    `${name} ${version}: ${all.length} attributes, ${all.filter(({ deprecated }) => deprecated).length} of them deprecated, ${text.length} bytes, ${gzipSync(text).length} with gzip.`,
  );
}

/** Kubernetes manifests, held to the schemas of Kubernetes itself. */
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Checked } from './checked.ts';
import { complaintsOf } from './schema-complaints.ts';
import { kubernetesJson } from './schemas/kubernetes.ts';
import { readYaml, type YamlDocument } from './yaml-documents.ts';

interface Schemas {
  version: string;
  /** Names of definitions, by `apps/v1/Deployment`. */
  kinds: Readonly<Record<string, string>>;
  definitions: Record<string, Definition>;
}

interface Definition {
  type?: string | string[];
  properties?: Readonly<Record<string, object>>;
  additionalProperties?: boolean | object;
  [keyword: string]: unknown;
}

type Path = readonly (string | number)[];

/**
 * Opens what checks the manifests of a block: any number of YAML documents, each of its `apiVersion` and `kind`; a `List`
 * is checked entry by entry. Fields Kubernetes does not know are problems, as they are for `kubectl --validate=strict`.
 *
 * A kind of somebody else's, such as that of a custom resource, has no schema here: the note says that it was not checked,
 * and it is no problem. A kind of Kubernetes' own that there is not, or no longer, is one.
 */
export function openKubernetes(): (text: string) => Checked {
  const { version, kinds, definitions } = JSON.parse(kubernetesJson) as Schemas;
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'kubernetes', definitions: strict(definitions) });
  const validators = new Map<string, ValidateFunction>();
  const validatorOf = (name: string): ValidateFunction => {
    const known = validators.get(name) ?? ajv.compile({ $ref: `kubernetes#/definitions/${name}` });
    validators.set(name, known);
    return known;
  };
  const groups = new Set(Object.keys(kinds).map(groupOf));

  const check = (document: YamlDocument, value: unknown, base: Path): Checked & { unchecked: string[] } => {
    const problem = (message: string, path: Path = [], onKey = false) => ({
      problems: [{ ...document.at([...base, ...path], onKey), message }],
      unchecked: [],
    });
    if (!isMapping(value)) return problem('Found no mapping; a manifest has `apiVersion` and `kind`.');
    const { apiVersion, kind, items } = value;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
      const missing = typeof apiVersion === 'string' ? 'kind' : 'apiVersion';
      return problem(`Found no \`${missing}\`; every manifest has \`apiVersion\` and \`kind\`.`);
    }
    if (apiVersion === 'v1' && kind === 'List' && Array.isArray(items)) {
      const each = items.map((item, index) => check(document, item, [...base, 'items', index]));
      return {
        problems: each.flatMap(({ problems }) => problems),
        unchecked: each.flatMap(({ unchecked }) => unchecked),
      };
    }
    const name = kinds[`${apiVersion}/${kind}`];
    if (name === undefined) {
      if (!groups.has(groupOf(`${apiVersion}/${kind}`))) {
        return { problems: [], unchecked: [`${kind} (${apiVersion})`] };
      }
      return problem(noSuchKind(apiVersion, kind, Object.keys(kinds), version), ['kind']);
    }
    const validate = validatorOf(name);
    const plain = withoutNulls(value);
    if (validate(plain)) return { problems: [], unchecked: [] };
    return {
      problems: complaintsOf(plain, validate.errors ?? []).map(({ path, onKey, message }) => ({
        ...document.at([...base, ...path], onKey),
        message,
      })),
      unchecked: [],
    };
  };

  return (text) => {
    const { documents, problems } = readYaml(text, '1.1');
    if (problems.length > 0) return { problems };
    if (documents.length === 0) {
      return {
        problems: [{ line: 1, column: 1, message: 'Found no YAML; a manifest has `apiVersion` and `kind`.' }],
      };
    }
    const checked = documents.map((document) => check(document, document.value, []));
    const unchecked = [...new Set(checked.flatMap((each) => each.unchecked))];
    const found = { problems: checked.flatMap((each) => each.problems) };
    if (unchecked.length === 0) return found;
    return {
      ...found,
      note: `not checked, for Kubernetes ${version} has no schema of it: ${unchecked.join(', ')}`,
    };
  };
}

/** Definitions that allow no field they do not name, and the two types that are written in more than one way. */
function strict(definitions: Schemas['definitions']): Schemas['definitions'] {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => {
      if (name.endsWith('.util.intstr.IntOrString')) return [name, { type: ['integer', 'string'] }];
      if (name.endsWith('.api.resource.Quantity')) return [name, { type: ['string', 'number'] }];
      const isOpen = definition.properties === undefined || definition.additionalProperties !== undefined;
      return [name, isOpen ? definition : { ...definition, additionalProperties: false }];
    }),
  );
}

/** `apps` of `apps/v1/Deployment`; `''` of `v1/Pod`. */
function groupOf(kind: string): string {
  const parts = kind.split('/');
  return parts.length > 2 ? (parts[0] ?? '') : '';
}

function noSuchKind(apiVersion: string, kind: string, known: readonly string[], version: string): string {
  const found = `Found \`${kind}\` of \`${apiVersion}\`, which Kubernetes ${version} does not have`;
  const elsewhere = known
    .filter((each) => each.split('/').at(-1) === kind)
    .map((each) => each.slice(0, -kind.length - 1));
  if (elsewhere.length > 0) {
    return `${found}; its \`apiVersion\` is ${elsewhere.map((each) => `\`${each}\``).join(' or ')}.`;
  }
  const near = closest(kind, [...new Set(known.map((each) => each.split('/').at(-1) ?? ''))]);
  return near === undefined ? `${found}.` : `${found}; did you mean \`${near}\`?`;
}

/** A field that is there and empty counts as not there, as it does for Kubernetes. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMapping(value)) return value instanceof Date ? value.toISOString() : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inside]) => inside !== null)
      .map(([key, inside]) => [key, withoutNulls(inside)]),
  );
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

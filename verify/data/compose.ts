/** Compose files, held to the schema `docker compose` holds them to. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Checked } from './checked.ts';
import { complaintsOf } from './schema-complaints.ts';
import { composeJson } from './schemas/compose.ts';
import { readYaml } from './yaml-documents.ts';

/** Opens what checks the text of a Compose file. Compiling the schema takes some tens of milliseconds: once. */
export function openCompose(): (text: string) => Checked {
  const { schema } = JSON.parse(composeJson) as { schema: Schema };
  const validate = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    validateFormats: false,
  }).compile(flat(schema, schema));
  return (text) => {
    const { documents, problems } = readYaml(text, '1.2');
    if (problems.length > 0) return { problems };
    const [document] = documents;
    if (document === undefined) {
      return {
        problems: [{ line: 1, column: 1, message: 'Found no YAML; a Compose file has `services:`.' }],
      };
    }
    if (validate(document.value)) return { problems: [] };
    return {
      problems: complaintsOf(document.value, validate.errors ?? []).map(({ path, onKey, message }) => ({
        ...document.at(path, onKey),
        message,
      })),
    };
  };
}

interface Schema {
  $ref?: string;
  allOf?: readonly Schema[];
  required?: readonly string[];
  properties?: Readonly<Record<string, Schema>>;
  patternProperties?: Readonly<Record<string, Schema>>;
  unevaluatedProperties?: boolean;
  $defs?: Readonly<Record<string, Schema>>;
}

/**
 * The schema with `allOf` beside `unevaluatedProperties: false` written as one list of properties. It allows the same, but
 * as it stands one mistake in a service makes every other key of it unknown too.
 */
function flat(root: Schema, schema: Schema): Schema {
  const { allOf, unevaluatedProperties, ...own } = schema;
  const $defs = Object.entries(own.$defs ?? {}).map(([name, each]) => [name, flat(root, each)] as const);
  const mine = own.$defs === undefined ? own : { ...own, $defs: Object.fromEntries($defs) };
  if (allOf === undefined || unevaluatedProperties !== false) return { ...schema, ...mine };
  const parts = allOf.map((each) => flat(root, definitionOf(root, each)));
  const all = [mine, ...parts];
  return {
    ...mine,
    required: all.flatMap((each) => each.required ?? []),
    properties: Object.assign({}, ...all.map((each) => each.properties)),
    patternProperties: Object.assign({}, ...all.map((each) => each.patternProperties)),
    ...{ additionalProperties: false },
  };
}

function definitionOf(root: Schema, schema: Schema): Schema {
  const name = /^#\/\$defs\/(?<name>\w+)$/u.exec(schema.$ref ?? '')?.groups?.['name'];
  return (name === undefined ? undefined : root.$defs?.[name]) ?? schema;
}

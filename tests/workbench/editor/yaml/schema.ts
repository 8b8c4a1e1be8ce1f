/** A schema as the Collector's build writes it, cut down to what tests ask for. */
import type { JsonSchema } from '../../../../src/workbench/editor/yaml/config-schema.ts';

export const schema: JsonSchema = {
  type: 'object',
  properties: {
    receivers: { type: 'object', patternProperties: { '^otlp(/.+)?$': { $ref: '#/$defs/otlp' } } },
    processors: {
      type: 'object',
      properties: {
        batch: {
          type: ['object', 'null', 'string'],
          description: 'Puts spans into batches.',
          properties: {
            timeout: {
              type: ['string', 'integer', 'null'],
              default: '200ms',
              description: 'How long a batch may wait.',
            },
            send_batch_size: { type: 'integer', default: 8192 },
          },
        },
        attributes: {
          type: 'object',
          properties: {
            actions: {
              type: 'array',
              items: {
                type: 'object',
                properties: { key: { type: 'string' }, action: { enum: ['insert', 'update', 'delete'] } },
              },
            },
          },
        },
      },
    },
    exporters: {
      type: 'object',
      properties: { debug: { type: 'object', properties: { verbosity: { enum: ['basic', 'detailed'] } } } },
    },
    service: {
      type: 'object',
      properties: {
        pipelines: {
          type: 'object',
          properties: { traces: { type: 'object' } },
          additionalProperties: {
            type: 'object',
            properties: {
              receivers: { type: 'array' },
              processors: { type: 'array' },
              exporters: { type: 'array' },
            },
          },
        },
      },
    },
  },
  $defs: {
    otlp: {
      description: 'Receives OTLP.',
      allOf: [{ type: 'object', properties: { protocols: { type: 'object' }, wait: { type: 'boolean' } } }],
    },
  },
};

import * as z from 'zod';
import type { Newsroom } from '../shared/domain/newsroom.ts';
import { webhookMessageSchemas } from '../shared/domain/webhook-message.ts';
import { webhookFixtures } from './webhook-fixtures.ts';

type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>;

/** What zod adds that says nothing more: the pattern of a format, and the largest integer of JavaScript. */
export const plainly: Override = ({ jsonSchema }) => {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

/** What is taken in, so that unknown fields are allowed: version 1 grows. */
const toJsonSchema = (schema: z.ZodType) => {
  const options = { io: 'input', target: 'draft-2020-12', override: plainly } as const;
  const { $schema, ...rest } = z.toJSONSchema(schema, options);
  return { $schema, rest };
};

const schemaPath = (type: string): string => `/schemas/v1/${type}.json`;
const fixturePath = (type: string): string => `/schemas/v1/fixtures/${type}.json`;

/** The public files below `/schemas/`, by their paths: a JSON Schema and a fixture for each type of message, and what there is. */
export const schemaFiles = (newsroom: Newsroom): Record<string, unknown> => {
  const schemas = Object.entries(webhookMessageSchemas);
  const types = schemas.map(([type, { description }]) => ({
    ...{ type, description },
    schema: schemaPath(type),
    fixture: fixturePath(type),
  }));
  return {
    '/schemas/index.json': { schemaVersion: '1', types },
    ...Object.fromEntries(
      schemas.map(([type, schema]) => {
        const { $schema, rest } = toJsonSchema(schema);
        return [schemaPath(type), { $schema, $id: schemaPath(type), title: type, ...rest }];
      }),
    ),
    ...Object.fromEntries(Object.entries(webhookFixtures(newsroom)).map(([type, body]) => [fixturePath(type), body])),
  };
};

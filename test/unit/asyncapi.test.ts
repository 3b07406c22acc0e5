import { readFileSync } from 'node:fs';
import asyncApi from '@asyncapi/specs';
import { Ajv } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { noticeTypes } from '../../shared/domain/delivery.ts';
import { eventTypes } from '../../shared/domain/event.ts';
import { publishedFile } from '../samples/published-schema.ts';

const anObject = z.record(z.string(), z.unknown());
const document = anObject.parse(JSON.parse(readFileSync(new URL('../../docs/asyncapi.json', import.meta.url), 'utf8')));
const types = [...eventTypes, ...noticeTypes];

/** AsyncAPI's own schema names formats that nobody defines, and keywords of its own. */
const isAsyncApi = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
  anObject.parse(asyncApi.schemasWithoutId['3.0.0']),
);

/** What a `$ref` of the document leads to. */
const at = (pointer: string): unknown =>
  pointer
    .replace('#/', '')
    .split('/')
    .reduce<unknown>((value, name) => anObject.safeParse(value).data?.[name], document);

const refsIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === '$ref' ? [String(inner)] : refsIn(inner)));
};

describe('docs/asyncapi.json', () => {
  test('is AsyncAPI 3.0 by the official schema, which takes not everything', () => {
    expect(isAsyncApi(document), JSON.stringify(isAsyncApi.errors?.slice(0, 5))).toBe(true);
    const { asyncapi: _, ...unversioned } = document;
    expect(isAsyncApi(unversioned)).toBe(false);
    expect(isAsyncApi({ ...document, operations: { tell: { action: 'shout' } } })).toBe(false);
  });

  test('has nothing that refers to nothing', () => {
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(20);
    expect(refs.filter((ref) => at(ref) === undefined)).toEqual([]);
  });

  test('sends each type of message by one operation, rulings apart from notices', () => {
    const operations = z
      .record(z.string(), z.object({ action: z.literal('send'), messages: z.array(z.object({ $ref: z.string() })) }))
      .parse(document['operations']);
    const sent = (name: string) => operations[name]?.messages.map(({ $ref }) => $ref.split('/').at(-1));
    expect(Object.keys(operations)).toEqual(['tellRuling', 'tellNotice']);
    expect([sent('tellRuling'), sent('tellNotice')]).toEqual([eventTypes, noticeTypes].map((list) => [...list]));
  });

  test.each(types)('has the payload of %s, and the headers that sign it', (type) => {
    const message = z
      .object({
        name: z.literal(type),
        headers: z.object({ $ref: z.string() }),
        payload: z.object({ $ref: z.string() }),
      })
      .parse(at(`#/components/messages/${type}`));
    const ajv = new Ajv({ formats: fullFormats, strictSchema: false, allowUnionTypes: true }).addSchema(
      { ...document, $id: 'wire' },
      'wire',
    );
    const valid = ajv.compile({ $ref: `wire${message.payload.$ref}` });
    const fixture = anObject.parse(publishedFile(`v1/fixtures/${type}.json`));
    expect(valid(fixture), JSON.stringify(valid.errors)).toBe(true);
    expect(valid({ ...fixture, type: 'ruling.renamed' })).toBe(false);
    expect(at(message.headers.$ref)).toMatchObject({
      required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
    });
  });
});

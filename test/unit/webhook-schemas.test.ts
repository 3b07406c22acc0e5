import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { webhookFixtures } from '../../docs/webhook-fixtures.ts';
import { noticeTypes } from '../../shared/domain/delivery.ts';
import { eventTypes } from '../../shared/domain/event.ts';
import { noticeBody } from '../../shared/domain/webhook-body.ts';
import { webhookMessageSchemas } from '../../shared/domain/webhook-message.ts';
import { publishedFile, publishedSchema } from '../samples/published-schema.ts';
import { newsroom } from '../samples/revision.ts';

const types = [...eventTypes, ...noticeTypes];
const anObject = z.record(z.string(), z.unknown());

type Path = readonly (string | number)[];

/** Every place in a document but its root. */
const pathsIn = (value: unknown, path: Path = []): Path[] => {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return inner.flatMap(([name, each]) => [[...path, name], ...pathsIn(each, [...path, name])]);
};

/** The document with another value at a place, or without it. */
const withAt = (document: unknown, [name, ...rest]: Path, change: (old: unknown) => unknown): unknown => {
  if (name === undefined) return change(document);
  if (Array.isArray(document)) return document.map((each, at) => (at === name ? withAt(each, rest, change) : each));
  const fields = anObject.parse(document);
  return { ...fields, [name]: withAt(fields[name], rest, change) };
};
const without = (document: unknown, path: Path): unknown =>
  JSON.parse(JSON.stringify(withAt(document, path, () => undefined)));

/** What ClaimReview has only where it is known, or on ordered scales. */
const optional = ['jobTitle', 'datePublished', 'archivedAt', 'ratingValue', 'bestRating', 'worstRating'];
const isOptional = (path: Path): boolean =>
  path[1] === 'claimReview' && path.length > 3 && optional.includes(String(path.at(-1)));

test('the index names each type of message once, with a schema and a fixture that are there, and no others are', () => {
  const index = z
    .object({ types: z.array(z.object({ type: z.string(), schema: z.string(), fixture: z.string() })) })
    .parse(publishedFile('index.json'));
  expect(index.types.map(({ type }) => type)).toEqual(types);
  const named = index.types.flatMap(({ schema, fixture }) => [schema, fixture]);
  const folder = new URL('../../web/public/schemas/v1', import.meta.url).pathname;
  const there = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `/schemas/v1${parentPath.slice(folder.length)}/${name}`);
  expect(there.sort()).toEqual(named.sort());
});

test('a newsroom of other ratings has fixtures in its own', () => {
  const ratingScales = newsroom.ratingScales.filter(({ id }) => id === 'promise-meter');
  const fixtures = webhookFixtures({ ...newsroom, ratingScales });
  const data = { scale: 'promise-meter', rating: 'in-the-works' };
  expect(fixtures['ruling.corrected']).toMatchObject({ data: { previousRating: 'not-yet-rated', ruling: data } });
  for (const type of eventTypes) expect(publishedSchema(type)(fixtures[type]), type).toBe(true);
});

describe.each(types)('the published schema of %s', (type) => {
  const valid = publishedSchema(type);
  const fixture = publishedFile(`v1/fixtures/${type}.json`);
  const paths = pathsIn(fixture);

  test('is found at its $id, and holds its fixture, which has all that may be told', () => {
    expect(publishedFile(`v1/${type}.json`)).toMatchObject({ $id: `/schemas/v1/${type}.json`, title: type });
    expect(valid(fixture), JSON.stringify(valid.errors)).toBe(true);
    expect(webhookMessageSchemas[type].parse(fixture)).toEqual(fixture);
  });

  test('refuses the fixture without any of its fields, but for those that may be left out', () => {
    const fields = paths.filter((path) => typeof path.at(-1) === 'string');
    const kept = fields.filter((path) => valid(without(fixture, path)));
    expect(kept.map(String).sort()).toEqual(fields.filter(isOptional).map(String).sort());
  });

  test('refuses the fixture with something else in any of its places', () => {
    const wrong = (old: unknown) => (typeof old === 'object' && old !== null ? 'something else' : { else: 1 });
    expect(paths.filter((path) => valid(withAt(fixture, path, wrong)))).toEqual([]);
  });

  test('allows fields that nobody knows yet, wherever there are fields', () => {
    const objects = [[], ...paths].filter((path) => {
      const found = path.reduce<unknown>(
        (value, name) => new Map(Object.entries(value ?? {})).get(String(name)),
        fixture,
      );
      return typeof found === 'object' && found !== null && !Array.isArray(found);
    });
    expect(objects.length).toBeGreaterThanOrEqual(2);
    for (const path of objects) {
      const grown = withAt(fixture, path, (old) => ({ ...anObject.parse(old), newInVersion1: ['?'] }));
      expect(valid(grown), String(path)).toBe(true);
    }
  });

  test('is of no other type', () => {
    const others = types.filter((other) => other !== type).map((other) => publishedFile(`v1/fixtures/${other}.json`));
    expect(others.filter((other) => valid(other))).toEqual([]);
  });

  test('says what each field is', () => {
    const schema = publishedFile(`v1/${type}.json`);
    const at = (path: Path) =>
      path.reduce<unknown>((value, name) => new Map(Object.entries(value ?? {})).get(String(name)), schema);
    const fields = pathsIn(schema).filter((path) => path.at(-2) === 'properties');
    expect(fields.length).toBeGreaterThan(7);
    const undescribed = fields.filter((path) => {
      const { $ref, description } = z
        .looseObject({ $ref: z.string().optional(), description: z.string().optional() })
        .parse(at(path));
      const target = $ref === undefined ? undefined : at($ref.replace('#/', '').split('/'));
      return !(description ?? z.looseObject({ description: z.string() }).safeParse(target).data?.description);
    });
    expect(undescribed.map(String)).toEqual([]);
  });
});

describe.each(noticeTypes)('the body of %s', (type) => {
  const notice = {
    id: 'evt_01JD4Z00000000000000000002',
    timestamp: '2026-11-22T15:04:05.000Z',
    livemode: false,
    endpointId: 'ept_01JD4Z00000000000000000001',
    partnerId: 'ptr_01JD4Z00000000000000000001',
  } as const;

  test('is as the schema says, names endpoint and partner, and says that it is no ruling', () => {
    const body: unknown = JSON.parse(noticeBody({ ...notice, type }));
    const valid = publishedSchema(type);
    expect(valid(body), JSON.stringify(valid.errors)).toBe(true);
    const { id, timestamp, livemode, ...data } = notice;
    const note = expect.stringMatching(/no ruling.* 2xx/);
    expect(body).toEqual({ id, type, timestamp, schemaVersion: '1', livemode, data: { ...data, note } });
  });
});

import { describe, expect, test } from 'vitest';
import {
  endpointChangesSchema,
  endpointDraftSchema,
  liveSecrets,
  toEndpointView,
} from '../../shared/domain/endpoint.ts';
import { eventTypes } from '../../shared/domain/event.ts';
import { endpoint, endpointId, noon } from '../samples/delivering.ts';

const deployed = { allowLoopback: false };
const url = 'https://partner.example/hook';

/** What a schema finds fault with, as path and message; nothing when it accepts. */
const faults = (input: Record<string, unknown>, rules = deployed): Record<string, string>[] =>
  [
    endpointDraftSchema(rules).safeParse({ url, ...input }),
    endpointChangesSchema(rules).safeParse({ url, ...input }),
  ].map(({ error }) => Object.fromEntries((error?.issues ?? []).map((issue) => [issue.path.join('.'), issue.message])));
/** The fields that both a draft and changes are refused for. */
const refused = (input: Record<string, unknown>): string[] => {
  const [draft = {}, changes = {}] = faults(input);
  expect(changes).toEqual(draft);
  return Object.keys(draft);
};

const many = (count: number): string[] => Array.from({ length: count }, (_, at) => `topic-${at}`);

describe('an endpoint', () => {
  test('needs a URL alone, and gets everything else by default', () => {
    expect(endpointDraftSchema(deployed).parse({ url })).toEqual({
      url,
      eventTypes: ['ruling.published', 'ruling.updated', 'ruling.corrected', 'ruling.retracted'],
      filters: { ratings: [], topics: [], editions: [], languages: [], claimantKinds: [], appearanceHosts: [] },
      include: [],
      ratePerSecond: 10,
      maxInFlight: 4,
      contact: null,
      headers: {},
    });
    expect(endpointDraftSchema(deployed).safeParse({}).success).toBe(false);
  });

  test('is changed in the fields that are named, and in no other', () => {
    expect(endpointChangesSchema(deployed).parse({})).toEqual({});
    expect(endpointChangesSchema(deployed).parse({ maxInFlight: 1 })).toEqual({ maxInFlight: 1 });
    expect(endpointChangesSchema(deployed).parse({ contact: null, include: [] })).toEqual({
      contact: null,
      include: [],
    });
  });

  test('has its URL written as it will be called', () => {
    expect(endpointDraftSchema(deployed).parse({ url: 'HTTPS://Partner.Example:443/Hook' }).url).toBe(
      'https://partner.example/Hook',
    );
  });

  test('is refused for its URL, and told why', () => {
    const reasons = { 'http://partner.example/': 'must start with https://', 'https://a@b.example/': 'user info' };
    for (const [wrong, why] of Object.entries(reasons))
      for (const fault of faults({ url: wrong })) expect(fault).toEqual({ url: expect.stringContaining(why) });
    expect(refused({ url: null })).toEqual(['url']);
  });

  test('may be on loopback in the embedded runtime alone', () => {
    const local = { url: 'http://127.0.0.1:3000/' };
    expect(faults(local, { allowLoopback: true })).toEqual([{}, {}]);
    expect(refused(local)).toEqual(['url']);
  });

  test.each<[field: string, accepted: unknown[], wrong: unknown[]]>([
    [
      'eventTypes',
      [['ruling.corrected'], [...eventTypes]],
      [[], [...eventTypes, 'ruling.published'], ['ruling.deleted'], null],
    ],
    ['include', [[], ['body']], [['body', 'body'], ['text'], 'body']],
    ['ratePerSecond', [1, 100], [0, 101, 1.5, '10', null]],
    ['maxInFlight', [1, 20], [0, 21, 1.5, null]],
    ['contact', [null, 'a', 'x'.repeat(200), ` ${'x'.repeat(200)}\n`], ['', ' \n', 'x'.repeat(201), 7]],
    ['filters', [{}, { topics: many(100) }], [null, []]],
  ])('has bounds for %s', (field, accepted, wrong) => {
    for (const value of accepted) expect(refused({ [field]: value }), JSON.stringify(value)).toEqual([]);
    for (const value of wrong)
      expect(
        refused({ [field]: value }).map((path) => path.split('.')[0]),
        JSON.stringify(value),
      ).toEqual([field]);
  });

  test('has its contact on one clean line', () => {
    expect(endpointDraftSchema(deployed).parse({ url, contact: ' Desk,\n the\u0000  Post ' }).contact).toBe(
      'Desk, the Post',
    );
  });

  test.each<[filter: string, value: unknown]>([
    ['ratings', ['Mostly False']],
    ['topics', many(101)],
    ['editions', ['New York']],
    ['languages', ['x'.repeat(36)]],
    ['claimantKinds', ['alien']],
    ['appearanceHosts', ['localhost']],
    ['appearanceHosts', ['https://video.example/']],
    ['appearanceHosts', [`${'x.'.repeat(126)}xx`]],
  ])('has no filter by %s that nothing could meet', (filter, value) => {
    const [path, ...more] = refused({ filters: { [filter]: value } });
    expect(path).toMatch(new RegExp(`^filters\\.${filter}`));
    expect(more).toEqual([]);
  });

  test('has no filter, and no field, by a name that is mistyped', () => {
    expect(refused({ filters: { rating: ['false'] } })).toEqual(['filters']);
    expect(refused({ filter: {} })).toEqual(['']);
  });

  test('has its filters in small letters, as they are compared', () => {
    const { filters } = endpointDraftSchema(deployed).parse({
      url,
      filters: { languages: ['pt-BR'], appearanceHosts: ['Video.Example'] },
    });
    expect(filters).toMatchObject({ languages: ['pt-br'], appearanceHosts: ['video.example'] });
  });
});

describe('its partner sees', () => {
  test('how an endpoint is set up, and neither its secrets nor where it stands in the log', () => {
    const secrets = [{ sealed: 'sealed', expiresAt: null }];
    const headers = { names: ['x-api-key'], sealed: 'sealed' };
    const stored = endpoint({ contact: 'desk@partner.example', secrets, headers });
    const { eventTypes: types, filters } = stored;
    expect(toEndpointView(stored)).toEqual({
      id: endpointId(1),
      ...{ url, eventTypes: types, filters, include: [], ratePerSecond: 10, maxInFlight: 4 },
      ...{ status: 'active', failingSince: null, disabledReason: null, disabledAt: null },
      ...{ contact: 'desk@partner.example', headerNames: ['x-api-key'] },
    });
  });

  test.each([
    ['active', null, null],
    ['failing', null, noon],
    ['disabled', 'the endpoint answered 410 Gone', null],
    ['disabled', 'the endpoint answered 410 Gone', noon],
  ])('that it is %s (disabled for %j, failing since %j)', (status, disabledReason, failingSince) => {
    const disabledAt = disabledReason && noon;
    const seen = toEndpointView(endpoint({ disabledReason, disabledAt, failingSince }));
    expect(seen).toMatchObject({ status, disabledReason, disabledAt, failingSince });
  });
});

test('an old secret signs until its time is over, and the new one all the time', () => {
  const at = (minutes: number): string => new Date(Date.parse(noon) + minutes * 60_000).toISOString();
  const rotated = endpoint({
    secrets: [
      { sealed: 'new', expiresAt: null },
      { sealed: 'old', expiresAt: noon },
      { sealed: 'older', expiresAt: at(-1440) },
    ],
  });
  expect(liveSecrets(rotated, at(-1))).toEqual(['new', 'old']);
  expect(liveSecrets(rotated, noon)).toEqual(['new']);
  expect(liveSecrets(rotated, at(1))).toEqual(['new']);
  expect(liveSecrets(rotated, at(-1441))).toEqual(['new', 'old', 'older']);
});

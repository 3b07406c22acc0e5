import { describe, expect, test } from 'vitest';
import { allItems } from './all-items.ts';
import { type Api, problemOf, useApi } from './open-api.ts';
import { endpointOf, newEndpointOf, newPartner, type TestPartner } from './partners.ts';

const url = 'https://herald.example/hooks';

/** The two calls that take an endpoint, over one that exists; whatever is refused must leave it and all else as it is. */
const openBoth = async (api: Api) => {
  const herald = await newPartner(api, 'Herald');
  const { id } = await herald.endpoint();
  const before = await allItems(api);
  return {
    herald,
    make: (body: unknown) => herald.call('POST', '/v1/endpoints', { body }),
    change: (body: unknown) => herald.call('PATCH', `/v1/endpoints/${id}`, { body }),
    nothingStored: async () => expect(await allItems(api)).toEqual(before),
  };
};

describe('an endpoint', () => {
  const open = useApi();

  const badUrls = [
    ...['http://herald.example/', 'ftp://herald.example/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:,x'],
    ...['https://169.254.169.254/latest/meta-data/', 'http://169.254.169.254/', 'https://[fd00:ec2::254]/'],
    ...['https://user@herald.example/', 'https://user:pass@herald.example/', 'https://:@herald.example/'],
    ...['https://@herald.example/', 'https://herald.example@169.254.169.254/', 'https://herald.example\\@127.0.0.1/'],
    ...['https://herald.example:22/', 'https://herald.example:80/', 'https://herald.example:8080/'],
    ...['https://2130706433/', 'https://2852039166/', 'https://0177.0.0.1/', 'https://017700000001/'],
    ...['https://0x7f.0.0.1/', 'https://0x7f000001/', 'https://127.1/', 'https://%31%32%37.0.0.1/'],
    ...['https://127.0.0.1/', 'https://127.0.0.1:8443/', 'https://0.0.0.0/', 'https://10.0.0.1/', 'https://[::1]/'],
    ...['https://172.16.0.1/', 'https://192.168.1.1/', 'https://100.64.0.1/', 'https://224.0.0.1/'],
    ...['https://[::ffff:127.0.0.1]/', 'https://[::ffff:a9fe:a9fe]/', 'https://[fe80::1]/', 'https://[2002:7f00:1::]/'],
    ...['https://[64:ff9b::7f00:1]/', 'https://169.254.169.254./', 'https://８.８.８.８/', 'https://8.8.2056/'],
    ...['https://localhost/', 'https://localhost./', 'https://hooks/', 'https://db.internal/', 'https://nas.local/'],
    ...['https://app.localhost/', 'https://herald.example/#part', 'https://herald.example/#', '//herald.example/'],
    ...['herald.example/hooks', '/hooks', '', ' https://herald.example/', 'https://herald.example/ x', 'https:///x'],
    ...['https:herald.example', 'https://', 'https://herald.example:99999/', 'https://herald.example/\u0000'],
    ...[`https://herald.example/${'x'.repeat(2000)}`, 'https://hérald.example/', 'https://herald..example/ '],
  ];

  test('on a URL that we must not or cannot call is refused by its URL', async () => {
    const { make, change, nothingStored } = await openBoth(await open());
    for (const bad of badUrls)
      for (const answer of [await make({ url: bad }), await change({ url: bad })])
        expect(problemOf(answer), bad).toEqual({ status: 422, kind: 'invalid', pointers: ['/url'] });
    await nothingStored();
  });

  const badFields: [Record<string, unknown>, string[]][] = [
    [{ url: 7 }, ['/url']],
    [{ url: null }, ['/url']],
    [{ eventTypes: ['ruling.deleted'] }, ['/eventTypes/0']],
    [{ eventTypes: ['ruling.published', 'endpoint.probe', ''] }, ['/eventTypes/1', '/eventTypes/2']],
    [{ eventTypes: [] }, ['/eventTypes']],
    [{ eventTypes: {} }, ['/eventTypes']],
    [{ ratePerSecond: -1 }, ['/ratePerSecond']],
    [{ ratePerSecond: 0 }, ['/ratePerSecond']],
    [{ ratePerSecond: 101 }, ['/ratePerSecond']],
    [{ ratePerSecond: 0.5 }, ['/ratePerSecond']],
    [{ ratePerSecond: '10' }, ['/ratePerSecond']],
    [{ ratePerSecond: null, maxInFlight: -4 }, ['/maxInFlight', '/ratePerSecond']],
    [{ maxInFlight: 21 }, ['/maxInFlight']],
    [{ filters: { tags: ['health'] } }, ['/filters/tags']],
    [{ filters: { topic: ['health'], 'a/b~c': [] } }, ['/filters/a~1b~0c', '/filters/topic']],
    [{ filters: { topics: 'health' } }, ['/filters/topics']],
    [{ filters: { ratings: ['Pants on Fire'], topics: null } }, ['/filters/ratings/0', '/filters/topics']],
    [{ filters: { claimantKinds: ['person', 'robot'] } }, ['/filters/claimantKinds/1']],
    [
      { filters: { appearanceHosts: ['https://video.example/', 'localhost'] } },
      ['/filters/appearanceHosts/0', '/filters/appearanceHosts/1'],
    ],
    [{ filters: { topics: Array(101).fill('health') } }, ['/filters/topics']],
    [{ filters: null }, ['/filters']],
    [{ filters: [] }, ['/filters']],
    [{ include: ['everything'] }, ['/include/0']],
    [{ contact: ' ' }, ['/contact']],
    [
      { headers: { Host: 'a.example', 'x-api-key': 'a\r\nb: c', 'x-ok': 'v' } },
      ['/headers/Host', '/headers/x-api-key'],
    ],
    [{ headers: { 'Webhook-Id': 'v' }, headerNames: [] }, ['/headerNames', '/headers/Webhook-Id']],
    [{ headers: null }, ['/headers']],
    [{ contact: 'x'.repeat(201) }, ['/contact']],
    [{ id: 'ept_1', partnerId: 'ptr_1', secret: 'x', status: 'active' }, ['/id', '/partnerId', '/secret', '/status']],
    [
      { secrets: [], createdAfterSequence: 0, disabledReason: null },
      ['/createdAfterSequence', '/disabledReason', '/secrets'],
    ],
  ];

  test('with a field that does not fit is refused by all such fields', async () => {
    const { make, change, nothingStored } = await openBoth(await open());
    for (const [bad, pointers] of badFields)
      for (const answer of [await make({ url, ...bad }), await change(bad)]) {
        const problem = problemOf(answer);
        const named = { ...problem, pointers: problem.pointers.sort() };
        expect(named, JSON.stringify(bad)).toEqual({ status: 422, kind: 'invalid', pointers });
      }
    await nothingStored();
  });

  test('that is not JSON, or JSON of another shape, is refused', async () => {
    const { make, change, nothingStored } = await openBoth(await open());
    for (const answer of [await make('{"url":'), await make(''), await change(''), await change(`url=${url}`)])
      expect(problemOf(answer)).toEqual({ status: 400, kind: 'not-json', pointers: [''] });
    for (const body of ['null', '[]', '7', '"text"'])
      for (const answer of [await make(body), await change(body)])
        expect(problemOf(answer), body).toEqual({ status: 422, kind: 'invalid', pointers: [''] });
    expect(problemOf(await make({}))).toMatchObject({ status: 422, pointers: ['/url'] });
    const prototype = await change('{"__proto__":{"contact":"x"},"constructor":1}');
    expect(problemOf(prototype)).toMatchObject({ status: 422, pointers: ['/__proto__', '/constructor'] });
    await nothingStored();
  });

  test('that is wrong in many ways is told all of them, and none of its words', async () => {
    const api = await open();
    const { make, nothingStored } = await openBoth(api);
    const answer = await make({
      ...{ url: 'https://hush:hush@herald.example/', ratePerSecond: -1, eventTypes: ['hush'], contact: '' },
      filters: { topics: ['HUSH'] },
      headers: { 'x-a': 'hush\n' },
    });
    expect(problemOf(answer).pointers.sort()).toEqual(
      ['/contact', '/eventTypes/0', '/filters/topics/0', '/headers/x-a', '/ratePerSecond', '/url'].sort(),
    );
    expect(JSON.stringify([answer.body, api.lines])).not.toMatch(/hush/i);
    await nothingStored();
  });
});

describe('in the embedded runtime', () => {
  const open = useApi({ allowLoopback: true });
  const tryUrl = async (herald: TestPartner, bad: string) =>
    herald.call('POST', '/v1/endpoints', { body: { url: bad } });

  test('an endpoint may be on loopback, over http and on any port', async () => {
    const { herald, change } = await openBoth(await open());
    for (const local of [
      'http://127.0.0.1:9999/hook',
      'http://localhost:3000/',
      'http://[::1]:22/',
      'https://127.0.0.1/',
    ]) {
      expect(newEndpointOf(await tryUrl(herald, local)).url).toBe(local);
      expect(endpointOf(await change({ url: local })).url).toBe(local);
    }
  });

  test('no other rule is off', async () => {
    const { herald, nothingStored } = await openBoth(await open());
    for (const bad of [
      ...[
        'http://herald.example/',
        'http://169.254.169.254/',
        'https://10.0.0.1/',
        'http://127.1/',
        'http://2130706433/',
      ],
      ...['http://user@127.0.0.1:9999/', 'http://127.0.0.2/', 'http://0.0.0.0/', 'http://localhost.herald.example/'],
    ])
      expect(problemOf(await tryUrl(herald, bad)), bad).toMatchObject({ status: 422, pointers: ['/url'] });
    await nothingStored();
  });
});

import { describe, expect, test } from 'vitest';
import { allItems } from './all-items.ts';
import { correctOne, publishOne } from './log.ts';
import { type Api, problemOf, useApi } from './open-api.ts';
import { answered, owing } from './owing.ts';
import { newPartner, type TestPartner } from './partners.ts';

const open = useApi();
const page = 'https://herald.example/tolls#correction';

const acknowledge = (partner: TestPartner, eventId: string, body: unknown) =>
  partner.call('POST', `/v1/events/${eventId}/acknowledgement`, { body });

/** A ruling that was corrected, and a partner. */
const openCorrected = async () => {
  const api = await open();
  const herald = await newPartner(api, 'Herald');
  const { rulingId, eventId } = await publishOne(api, 'one');
  return { api, herald, rulingId, first: eventId, second: await correctOne(api, rulingId, 1) };
};

test('what stands is the newest revision that the partner named, whichever event it names it by', async () => {
  const { herald, rulingId, first, second } = await openCorrected();
  const said = async (eventId: string, body: unknown) => {
    const { status, body: answer } = await acknowledge(herald, eventId, body);
    expect(status).toBe(200);
    return answer;
  };
  const stands = (eventId: string, acknowledgedRevision: number, republishedUrl: string | null) => ({
    ...{ eventId, rulingId, revision: eventId === first ? 1 : 2, acknowledgedRevision, republishedUrl },
  });
  expect(await said(first, { revision: 1 })).toEqual(stands(first, 1, null));
  expect(await said(second, { revision: 1, republishedUrl: page })).toEqual(stands(second, 1, page));
  expect(await said(second, { revision: 2 })).toEqual(stands(second, 2, page));
  for (const late of [{ revision: 1 }, { revision: 1, republishedUrl: 'https://herald.example/old' }])
    expect(await said(first, late)).toEqual(stands(first, 2, page));
  expect(await said(second, { revision: 2, republishedUrl: null })).toEqual(stands(second, 2, page));
  const tribune = await newPartner(await open(), 'Tribune');
  expect(problemOf(await acknowledge(tribune, second, { revision: 1 }))).toMatchObject({ status: 404 });
});

test('each partner speaks for itself, and need not have an endpoint', async () => {
  const { api, herald, rulingId, second } = await openCorrected();
  api.clock.advance(1);
  const tribune = await newPartner(api, 'Tribune');
  await acknowledge(herald, second, { revision: 2 });
  expect((await acknowledge(tribune, second, { revision: 1 })).body).toMatchObject({ acknowledgedRevision: 1 });
  const standing = await api.deps.acknowledgements.of(rulingId, [herald.id, tribune.id]);
  expect(new Map(standing.map(({ partnerId, revision }) => [partnerId, revision]))).toEqual(
    new Map([
      [herald.id, 2],
      [tribune.id, 1],
    ]),
  );
});

describe('what is refused', () => {
  test('a revision that the event is not of, by name', async () => {
    const { api, herald, first, second } = await openCorrected();
    const before = await allItems(api);
    for (const [eventId, revision] of [
      [first, 2],
      [second, 3],
      [second, 0],
      [second, -1],
      [second, 1.5],
      [second, '2'],
    ] as const)
      expect(problemOf(await acknowledge(herald, eventId, { revision })), `${revision}`).toEqual({
        ...{ status: 422, kind: 'invalid', pointers: ['/revision'] },
      });
    expect(problemOf(await acknowledge(herald, second, {}))).toMatchObject({ pointers: ['/revision'] });
    expect(await allItems(api)).toEqual(before);
  });

  test('a place that is none, by name', async () => {
    const { api, herald, second } = await openCorrected();
    const before = await allItems(api);
    for (const republishedUrl of [
      ...[
        'ftp://herald.example/tolls',
        'https://ann:secret@herald.example/',
        'https://ann@herald.example/',
        'herald.example',
      ],
      ...['/tolls', '//herald.example/', 'javascript:alert(1)', '', '#', 7],
      ...[
        'https://herald.example/ a',
        'https://herald.example/#ø',
        `https://herald.example/#${'x'.repeat(1980)}`,
        `https://herald.example/${'x'.repeat(1980)}`,
      ],
    ])
      expect(
        problemOf(await acknowledge(herald, second, { revision: 2, republishedUrl })),
        `${republishedUrl}`,
      ).toEqual({
        ...{ status: 422, kind: 'invalid', pointers: ['/republishedUrl'] },
      });
    expect(problemOf(await acknowledge(herald, second, { revision: 2, url: page }))).toMatchObject({
      pointers: ['/url'],
    });
    expect(await allItems(api)).toEqual(before);
    const longest = `https://herald.example/${'x'.repeat(1977)}`;
    const { body } = await acknowledge(herald, second, { revision: 2, republishedUrl: longest });
    expect(body).toMatchObject({ republishedUrl: longest });
  });

  test('an event that is none, and whoever is no partner', async () => {
    const { api, second } = await openCorrected();
    const herald = await newPartner(api, 'Herald');
    for (const id of ['evt_01JD4Z00000000000000000009', second.replace('evt', 'rul'), second.toLowerCase(), 'x', '%00'])
      expect(problemOf(await acknowledge(herald, id, { revision: 1 })), id).toMatchObject({ status: 404 });
    const target = `/v1/events/${second}/acknowledgement`;
    expect(problemOf(await api.call('POST', target, { body: { revision: 1 } }))).toMatchObject({ status: 403 });
    const { key } = await api.newKey(['partner']);
    expect(problemOf(await api.call('POST', target, { key, body: { revision: 1 } }))).toMatchObject({ status: 403 });
  });
});

describe('the reach of a correction', () => {
  const distribution = async (api: Api, id: string) => {
    const { body } = await api.call('GET', `/v1/rulings/${id}/distribution`);
    expect(body).toHaveProperty('correctionReach');
    return body;
  };

  test('names the partners that got the error and have not acknowledged', async () => {
    const api = await open();
    const { plan, attempt } = owing(api);
    const [herald, tribune, late] = [
      await newPartner(api, 'Herald'),
      await newPartner(api, 'Tribune'),
      await newPartner(api, 'Late'),
    ];
    const [one, two] = [await herald.endpoint(), await tribune.endpoint()];
    const { rulingId } = await publishOne(api, 'one');
    await plan();
    for (const endpoint of [one, two]) await attempt(endpoint, 1, answered(200));
    expect(await distribution(api, rulingId)).toMatchObject({ correctionReach: null });
    const third = await late.endpoint();
    const second = await correctOne(api, rulingId, 1);

    const outstanding = ({ id, name }: TestPartner, gotRevision: number, acknowledgedRevision: number | null) => ({
      ...{ partnerId: id, name, gotRevision, acknowledgedRevision },
    });
    // before anything is planned
    const both = [outstanding(herald, 1, null), outstanding(tribune, 1, null)];
    const byId = (all: typeof both) => all.toSorted((a, b) => (a.partnerId < b.partnerId ? -1 : 1));
    expect(await distribution(api, rulingId)).toMatchObject({
      correctionReach: { revision: 2, partners: 2, acknowledged: 0, outstanding: byId(both) },
    });
    await plan();
    for (const endpoint of [one, third]) await attempt(endpoint, 2, answered(200));
    await acknowledge(tribune, second, { revision: 1 });
    expect(await distribution(api, rulingId)).toMatchObject({
      correctionReach: {
        ...{ revision: 2, partners: 2, acknowledged: 0 },
        outstanding: byId([outstanding(herald, 2, null), outstanding(tribune, 1, 1)]),
      },
    });
    await acknowledge(herald, second, { revision: 2 });
    expect(await distribution(api, rulingId)).toMatchObject({
      correctionReach: { revision: 2, partners: 2, acknowledged: 1, outstanding: [outstanding(tribune, 1, 1)] },
      events: [{ deliveries: { partners: expect.arrayContaining([outstanding(herald, 2, 2)]) } }, {}],
    });
    // a typo that is mended afterwards makes nobody forget the correction
    const minor = {
      headers: { 'if-match': '"2"' },
      body: { edit: 'minor', changes: { headline: 'No, not any toll' } },
    };
    expect((await api.call('POST', `/v1/rulings/${rulingId}/updates`, minor)).status).toBe(200);
    expect(await distribution(api, rulingId)).toMatchObject({
      ...{ revision: 3, correctionReach: { revision: 2, partners: 2, outstanding: [outstanding(tribune, 1, 1)] } },
    });
  });
});

test('nobody asks for what was republished: it may be anywhere', async () => {
  const api = await open();
  const herald = await newPartner(api, 'Herald');
  const { eventId } = await publishOne(api, 'one');
  for (const republishedUrl of [
    'http://herald.example/tolls',
    'http://127.0.0.1:3000/tolls#top',
    'https://10.0.0.1:22/',
  ])
    expect((await acknowledge(herald, eventId, { revision: 1, republishedUrl })).body).toMatchObject({
      republishedUrl,
    });
});

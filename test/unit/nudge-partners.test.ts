import { expect, test } from 'vitest';
import { correction, correctionDesk, hourMs, retraction, update } from '../samples/correction-desk.ts';

const day = 24 * hourMs;

/** A desk where a ruling was published to one partner, which got it, and corrected a day ago. */
const corrected = async (contacts: (string | null)[] = ['desk@herald.example']) => {
  const desk = correctionDesk();
  const herald = await desk.addPartner(contacts);
  const { published, rulingId, sequence } = await desk.publish();
  const [first] = herald.endpoints;
  if (first === undefined) throw new Error('it has an endpoint');
  await desk.arrive(first, sequence);
  const second = await desk.revise(published, correction);
  desk.clock.advance(day);
  const { url } = published.revision.content;
  const outstanding = { rulingId, url, revision: 2, acknowledgedRevision: null };
  return { desk, herald, first, published, second, outstanding };
};

test('a partner that got the error and does not acknowledge its correction is told of, with whom to ask', async () => {
  const contacts = ['desk@herald.example', null, 'Ann Lee', 'desk@herald.example'];
  const { desk, herald, outstanding, first, second } = await corrected(contacts);
  // that it arrived is not that it was republished
  await desk.arrive(first, second);
  await desk.nudge();
  expect(desk.notices.told).toEqual([
    {
      ...{ kind: 'corrections-unacknowledged', partnerId: herald.id },
      ...{ contacts: ['desk@herald.example', 'Ann Lee'], corrections: [outstanding] },
    },
  ]);
  expect(desk.log.lines).toContainEqual(expect.objectContaining({ code: 'PARTNER_NUDGED' }));
  expect(JSON.stringify(desk.log.lines)).not.toMatch(/herald\.example|Ann Lee/);
});

test('nobody is told twice a day, by UTC, and somebody again the next day', async () => {
  const { desk } = await corrected();
  await desk.nudge();
  // noon came to noon; the day goes on until midnight
  desk.clock.advance(12 * hourMs - 1);
  await desk.nudge();
  expect(desk.notices.told).toHaveLength(1);
  desk.clock.advance(1);
  await desk.nudge();
  await desk.nudge();
  expect(desk.notices.told).toHaveLength(2);
});

test('a partner has a day to republish, and hears of it for thirty', async () => {
  const { desk } = await corrected();
  desk.clock.advance(-1);
  await desk.nudge();
  expect(desk.notices.told).toEqual([]);
  desk.clock.advance(29 * day + 1);
  await desk.nudge();
  expect(desk.notices.told).toHaveLength(1);
  desk.clock.advance(day);
  await desk.nudge();
  expect(desk.notices.told).toHaveLength(1);
});

test('who acknowledged the correction, or what came after it, is left alone; who acknowledged what was before is not', async () => {
  for (const [revision, told] of [
    [1, 1],
    [2, 0],
    [3, 0],
  ] as const) {
    const { desk, herald, published } = await corrected();
    await desk.revise(published, update);
    await desk.acknowledge(herald.id, published, revision);
    await desk.nudge();
    expect(desk.notices.told, `revision ${revision}`).toHaveLength(told);
  }
});

test('who never got the error is not bothered: neither one that failed then, nor one that came later', async () => {
  const desk = correctionDesk();
  await desk.addPartner();
  const { published } = await desk.publish();
  const late = await desk.addPartner();
  const second = await desk.revise(published, correction);
  for (const id of late.endpoints) await desk.arrive(id, second);
  desk.clock.advance(day);
  await desk.nudge();
  expect(desk.notices.told).toEqual([]);
});

test('a partner hears of all its corrections at once, by when they came, and of a ruling’s last one alone', async () => {
  const { desk, herald, first, outstanding, published } = await corrected();
  const other = await desk.publish();
  await desk.arrive(first, other.sequence);
  await desk.revise(other.published, retraction);
  desk.clock.advance(hourMs);
  await desk.revise(published, correction);
  desk.clock.advance(day);
  await desk.acknowledge(herald.id, published, 2);
  await desk.nudge();
  const { url } = other.published.revision.content;
  expect(desk.notices.told.flatMap((notice) => ('corrections' in notice ? notice.corrections : []))).toEqual([
    { rulingId: other.rulingId, url, revision: 2, acknowledgedRevision: null },
    { ...outstanding, revision: 3, acknowledgedRevision: 2 },
  ]);
});

test('more corrections than a notice holds go by several, each of them once', async () => {
  const { desk, first } = await corrected();
  for (let count = 0; count < 50; count += 1) {
    const { published, sequence } = await desk.publish();
    await desk.arrive(first, sequence);
    await desk.revise(published, correction);
  }
  desk.clock.advance(day);
  await desk.nudge();
  const told = desk.notices.told.map((notice) => ('corrections' in notice ? notice.corrections : []));
  expect(told.map(({ length }) => length)).toEqual([50, 1]);
  expect(new Set(told.flat().map(({ rulingId }) => rulingId)).size).toBe(51);
});

/** As many partners as two pages and a half hold, each with the same correction outstanding. */
const manyPartners = async () => {
  const desk = correctionDesk();
  const partners = [];
  for (let count = 0; count < 250; count += 1) partners.push(await desk.addPartner());
  const { published, sequence } = await desk.publish();
  for (const { endpoints } of partners) for (const id of endpoints) await desk.arrive(id, sequence);
  await desk.revise(published, correction);
  desk.clock.advance(day);
  return { desk, ids: partners.map(({ id }) => id) };
};

test('a run whose time is over goes on where it stopped, the next day, and comes around', async () => {
  const { desk, ids } = await manyPartners();
  const toldOn: string[][] = [];
  for (let days = 0; days < 5; days += 1) {
    const before = desk.notices.told.length;
    await desk.nudge({ runMs: 0 });
    toldOn.push(desk.notices.told.slice(before).map(({ partnerId }) => partnerId));
    desk.clock.advance(day);
  }
  const pages = [ids.slice(0, 100), ids.slice(100, 200), ids.slice(200)];
  expect(toldOn).toEqual([pages[0], pages[1], pages[2], pages[0], pages[1]]);
  expect(desk.log.lines.filter(({ code }) => code === 'NUDGES_UNFINISHED')).toHaveLength(5);
  const before = desk.notices.told.length;
  await desk.nudge();
  expect(desk.notices.told.slice(before).map(({ partnerId }) => partnerId)).toEqual([
    ...ids.slice(200),
    ...ids.slice(0, 200),
  ]);
  expect(await desk.nudges.stoppedAfter()).toBeNull();
});

test('a partner that cannot be told keeps nobody else from it, is told when it can be, and the run fails', async () => {
  const { desk, ids } = await manyPartners();
  const [, unlucky] = ids;
  const notices: typeof desk.notices = {
    ...desk.notices,
    tell: async (notice) => {
      if (notice.partnerId === unlucky) throw new Error('refused');
      await desk.notices.tell(notice);
    },
  };
  await expect(desk.nudge({ notices })).rejects.toThrow('refused');
  expect(desk.notices.told.map(({ partnerId }) => partnerId)).toEqual(ids.filter((id) => id !== unlucky));
  expect(desk.log.lines).toContainEqual(expect.objectContaining({ code: 'PARTNER_NOT_NUDGED' }));
  await desk.nudge();
  expect(desk.notices.told.map(({ partnerId }) => partnerId).slice(249)).toEqual([unlucky]);
});

test('who dies between the telling and the mark tells again', async () => {
  const { desk, herald } = await corrected();
  const nudges: typeof desk.nudges = {
    ...desk.nudges,
    markTold: async () => {
      throw new Error('gone');
    },
  };
  await expect(desk.nudge({ nudges })).rejects.toThrow('gone');
  await desk.nudge();
  expect(desk.notices.told.map(({ partnerId }) => partnerId)).toEqual([herald.id, herald.id]);
});

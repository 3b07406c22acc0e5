import { expect, test } from 'vitest';
import { UnreadableDeactivations } from '../../shared/ports/deactivations.ts';
import { takeOutDeactivated } from '../../shared/use-cases/take-out-deactivated.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeDeactivations } from '../fakes/deactivations.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakeSubscriberStore } from '../fakes/subscriber-store.ts';
import { newsroom } from '../samples/revision.ts';
import { consent, hash, hashPhone, phone, subscriber } from '../samples/texting.ts';

const desk = async (lists: Readonly<Record<string, readonly string[]>>, last?: string) => {
  const subscribers = fakeSubscriberStore();
  for (const person of [1, 2, 3])
    await subscribers.add(subscriber({ hash: hash(person) }), consent({ hash: hash(person) }));
  const asked: string[] = [];
  const known = fakeDeactivations(lists);
  let done = last;
  const log = recordingLog();
  const deps = {
    deactivations: {
      of: async function* (day: string) {
        asked.push(day);
        yield* known.of(day);
        if (day === '2026-11-20') throw new UnreadableDeactivations(3);
      },
    },
    days: {
      last: async () => done,
      done: async (day: string) => {
        done = day;
      },
    },
    ...{ subscribers, hashPhone, newsroom, log },
    clock: manualClock('2026-11-25T06:00:00.000Z'),
  };
  const statuses = async () => (await subscribers.findMany([hash(1), hash(2), hash(3)])).map(({ status }) => status);
  return { run: takeOutDeactivated(deps), asked, statuses, doneUntil: () => done, subscribers, log };
};

test('numbers that were given back are taken out, and the others of a list are nobody’s', async () => {
  const { run, statuses, subscribers, log, asked } = await desk({
    '2026-11-24': ['+18005550199', phone(2), '+442079460000', '+12025559999'],
  });
  await run();
  expect(asked).toEqual(['2026-11-24']);
  expect(await statuses()).toEqual(['active', 'suppressed', 'active']);
  expect(await subscribers.find(hash(2))).toMatchObject({ reason: 'deactivated' });
  expect(log.lines).toMatchObject([{ code: 'DEACTIVATED_TAKEN_OUT', fields: { numbers: 4, left: 1 } }]);
  expect(JSON.stringify(log.lines)).not.toContain('5550');
});

test('days are worked through in order, and a list that is late holds up those after it, without an error at first', async () => {
  const { run, asked, doneUntil, statuses } = await desk(
    { '2026-11-22': [phone(1)], '2026-11-24': [phone(3)] },
    '2026-11-21',
  );
  await run();
  expect(asked).toEqual(['2026-11-22', '2026-11-23']);
  expect(doneUntil()).toBe('2026-11-22');
  expect(await statuses()).toEqual(['suppressed', 'active', 'active']);
});

test('a list that has not come for three days is an error', async () => {
  const { run, doneUntil } = await desk({}, '2026-11-20');
  await expect(run()).rejects.toThrow('there is no list of deactivated numbers of 2026-11-21');
  expect(doneUntil()).toBe('2026-11-20');
});

test('lines that are no numbers are told, and hold up nothing', async () => {
  const { run, statuses, log, asked } = await desk(
    { '2026-11-20': [phone(1)], '2026-11-21': [], '2026-11-22': [] },
    '2026-11-19',
  );
  await run();
  expect(await statuses()).toEqual(['suppressed', 'active', 'active']);
  expect(log.lines.filter(({ level }) => level === 'warn')).toEqual([
    { level: 'warn', code: 'DEACTIVATIONS_UNREADABLE', fields: { day: '2026-11-20', lines: 3 } },
  ]);
  expect(asked).toEqual(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']);
});

test('yesterday’s list is taken once', async () => {
  const { run, asked } = await desk({}, '2026-11-24');
  await run();
  expect(asked).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { textPlanSchema } from '../../shared/domain/text-messages.ts';
import { hearFromTwilio } from '../../shared/use-cases/hear-from-twilio.ts';
import { textDesk } from '../samples/text-desk.ts';

const hour = 3_600_000;

/** A ruling that was texted to three people, a day ago; one process takes Twilio's callbacks about them. */
const dayOld = async (hours = 25) => {
  const desk = textDesk();
  for (const last of [1, 2, 3]) await desk.join(last);
  const ruling = await desk.publish();
  await desk.tell(ruling.sequence);
  for (let passed = 0; passed < hours; passed++) await desk.pass(hour);
  const [broadcast] = desk.broadcasts.all();
  if (!broadcast) throw new Error('no broadcast');
  const hearing = hearFromTwilio(desk);
  const looks = () => desk.timetable.rows().filter(({ kind }) => kind === 'recheck-texts');
  const delivered = async () =>
    (await desk.broadcasts.tallies(broadcast.id)).reduce((sum, { counts }) => sum + counts.states.delivered, 0);
  const hear = (last: number, MessageStatus = 'delivered') =>
    hearing(desk.tokens.seal(desk.rowsOf(last)[0] ?? broadcastKey), { MessageStatus });
  const broadcastKey = {
    broadcastId: broadcast.id,
    cohort: 'America/New_York#0',
    hash: `1.${'A'.repeat(43)}`,
  } as const;
  return { ...desk, id: broadcast.id, status: broadcast.status, looks, delivered, hear };
};

describe('a callback about a broadcast that is not looked over any more', () => {
  it('has it looked over, so that a death after the row has moved leaves no tally wrong', async () => {
    const desk = await dayOld();
    expect([desk.status, desk.looks()]).toEqual(['done', []]);
    const { addToTally } = desk.broadcasts;
    desk.broadcasts.addToTally = () => Promise.reject(new Error('died'));
    await expect(desk.hear(1)).rejects.toThrow('died');
    desk.broadcasts.addToTally = addToTally;
    // Twilio tries again, and finds nothing new
    await desk.hear(1);
    expect([desk.rowsOf(1)[0]?.state, await desk.delivered()]).toEqual(['delivered', 0]);
    await desk.pass(hour);
    expect(await desk.delivered()).toBe(1);
    expect(desk.looks()).toEqual([]);
  });

  it('moves no row where that cannot be seen to', async () => {
    const desk = await dayOld();
    const { remind } = desk.broadcasts;
    desk.broadcasts.remind = () => Promise.reject(new Error('DynamoDB'));
    await expect(desk.hear(1)).rejects.toThrow('DynamoDB');
    expect(desk.rowsOf(1)[0]?.state).toBe('accepted');
    desk.broadcasts.remind = remind;
    await desk.hear(1);
    expect(desk.looks()).toHaveLength(1);
  });

  it('asks once an hour, however many there are, and for a look that comes after it', async () => {
    const desk = await dayOld();
    const { remind, find } = desk.broadcasts;
    let [reminded, found] = [0, 0];
    desk.broadcasts.remind = (due) => {
      reminded += 1;
      return remind(due);
    };
    desk.broadcasts.find = (id) => {
      found += 1;
      return find(id);
    };
    for (const last of [1, 2, 3]) await desk.hear(last, 'undelivered');
    expect([reminded, found]).toEqual([1, 1]);
    expect(desk.looks()).toMatchObject([{ at: '2026-11-21T19:00:00.000Z', id: desk.id, queue: 'text-plans' }]);
    const [look] = desk.looks();
    expect(textPlanSchema.parse(JSON.parse(look?.body ?? ''))).toEqual({
      ...{ kind: 'recheck', broadcastId: desk.id, scheduled: true },
    });
    // what is begun in the last minute may end after the look of that hour
    desk.clock.advance(hour - 60_000);
    await desk.hear(1);
    expect(desk.looks().map(({ at }) => at)).toEqual(['2026-11-21T19:00:00.000Z', '2026-11-21T20:00:00.000Z']);
  });

  it('says nothing new, and asks for nothing then', async () => {
    const desk = await dayOld();
    await desk.hear(1, 'sent');
    await desk.hear(1, 'receiving');
    expect(desk.looks()).toEqual([]);
  });
});

it('a callback in the first day leaves it to the looks of that day', async () => {
  for (const hours of [1, 21]) {
    const desk = await dayOld(hours);
    const before = desk.looks();
    expect(before).toHaveLength(1);
    await desk.hear(1);
    expect(desk.looks()).toEqual(before);
  }
});

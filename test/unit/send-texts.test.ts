import { describe, expect, it } from 'vitest';
import { broadcastOf } from '../../shared/domain/event.ts';
import { takes } from '../fakes/text-sender.ts';
import { batched, one, plannedBatch, three, two } from '../samples/planned-batch.ts';
import { hash, noon, phone } from '../samples/texting.ts';

const hour = 3_600_000;

describe('a batch', () => {
  it('that comes again, late or twice at once, texts nobody twice', async () => {
    const { desk, batch, states } = await plannedBatch();
    await Promise.all([desk.send(batch), desk.send(batch), desk.send(batch)]);
    await desk.send(batch);
    await desk.pass(hour);
    for (const last of batched) expect(desk.textsTo(last)).toHaveLength(1);
    expect(states()).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('tells Twilio how long the window is open yet, and nobody who the text is for', async () => {
    const { desk, batch } = await plannedBatch();
    desk.clock.advance(6 * hour);
    await desk.send(batch);
    const [text] = desk.sender.tried;
    expect(text).toMatchObject({ validitySeconds: 2 * 3600 });
    expect(text?.to).toBe(phone(one));
    expect(text?.statusCallback).toMatch(/^https:\/\/wire\.newsroom\.example\/twilio\/status\/[\w-]+$/);
    for (const secret of [phone(one).slice(1), hash(one).slice(2)])
      for (const told of [text?.statusCallback, JSON.stringify(desk.log.lines)]) expect(told).not.toContain(secret);
  });

  it('that waited until the evening sends nobody, and is deferred to the morning by one row of the Timetable', async () => {
    const { desk, batch, states } = await plannedBatch();
    desk.clock.advance(8 * hour);
    await desk.send(batch);
    expect(desk.sender.tried).toEqual([]);
    expect(states()).toEqual(['deferred', 'deferred', 'deferred']);
    expect(desk.timetable.rows().filter(({ kind }) => kind === 'open-shard')).toMatchObject([
      { at: '2026-11-21T14:00:00.000Z' },
    ]);
    await desk.pass(13 * hour);
    for (const last of batched) expect(desk.textsTo(last)).toHaveLength(1);
  });

  it('stops in the middle when the evening comes', async () => {
    const { desk, batch, states } = await plannedBatch((text, number) => {
      desk.clock.advance(8 * hour);
      return takes(text, number);
    });
    await desk.send(batch);
    expect(states()).toEqual(['accepted', 'deferred', 'deferred']);
  });

  it.each(['paused', 'awaiting-approval'] as const)(
    'of a broadcast that is %s waits until it goes on',
    async (held) => {
      const { desk, ruling, batch, states } = await plannedBatch();
      const id = broadcastOf(ruling.event);
      await desk.broadcasts.setStatus(id, 'sending', held);
      await desk.send(batch);
      expect(desk.sender.tried).toEqual([]);
      expect(states()).toEqual(['pending', 'pending', 'pending']);
      await desk.broadcasts.setStatus(id, held, 'sending');
      await desk.pass(hour);
      for (const last of batched) expect(desk.textsTo(last)).toHaveLength(1);
    },
  );

  it('of a broadcast that is closed sends nobody', async () => {
    const { desk, ruling, batch } = await plannedBatch();
    await desk.broadcasts.setStatus(broadcastOf(ruling.event), 'sending', 'cancelled');
    await desk.send(batch);
    for (const last of batched) expect(desk.rowsOf(last)).toMatchObject([{ state: 'skipped', reason: 'superseded' }]);
    expect(desk.sender.tried).toEqual([]);
  });

  it('does not text somebody who left after it was queued, or even after their profile was read', async () => {
    const { desk, batch, stateOf } = await plannedBatch();
    await desk.subscribers.suppress(hash(one), 'opted-out', noon);
    const { findMany } = desk.subscribers;
    desk.subscribers.findMany = async (hashes) => {
      const found = await findMany(hashes);
      await desk.subscribers.suppress(hash(two), 'opted-out', noon);
      return found;
    };
    await desk.send(batch);
    for (const last of [one, two]) expect(desk.rowsOf(last)).toMatchObject([{ state: 'skipped', reason: 'left' }]);
    expect(stateOf(three)).toBe('accepted');
    expect(desk.sender.tried).toMatchObject([{ to: phone(three) }]);
  });

  it('texts the others where something fails for one of them, and is handed back', async () => {
    const { desk, batch, states } = await plannedBatch();
    const { open } = desk.vault;
    desk.vault.open = (sealed, context) =>
      context === hash(one) ? Promise.reject(new Error('KMS')) : open(sealed, context);
    await expect(desk.send(batch)).rejects.toThrow('KMS');
    expect(states()).toEqual(['pending', 'accepted', 'accepted']);
    desk.vault.open = open;
    await desk.send(batch);
    for (const last of batched) expect(desk.textsTo(last)).toHaveLength(1);
  });
});

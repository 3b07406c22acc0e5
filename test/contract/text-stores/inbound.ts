import { expect, test } from 'vitest';
import type { InboundText } from '../../../shared/ports/inbound-log.ts';
import { hash, noon } from '../../samples/texting.ts';
import { later, type OpenTextStores } from './under-test.ts';

const forgetAt = '2027-02-18T17:00:00.000Z';
const inbound = (differs: Partial<InboundText> = {}): InboundText => ({
  sid: 'SM1',
  hash: hash(1),
  body: 'sealed body',
  at: noon,
  kind: 'other',
  held: false,
  resolvedAs: null,
  ...differs,
});

export const inboundContract = (open: OpenTextStores): void => {
  test('a text is written down once', async () => {
    const { inbound: log } = await open();
    expect(await log.find('SM1')).toBeUndefined();
    expect(await log.add(inbound(), forgetAt)).toBe(true);
    expect(await log.add(inbound({ kind: 'unclear', held: true }), forgetAt)).toBe(false);
    expect(await log.find('SM1')).toEqual(inbound());
    expect(await log.held(10)).toEqual([]);
  });

  test('those that wait come oldest first, and leave when a person has looked', async () => {
    const { inbound: log } = await open();
    const second = inbound({ sid: 'SM2', kind: 'unclear', held: true, at: later });
    const first = inbound({ sid: 'SM3', kind: 'unclear', held: true });
    for (const text of [second, first, inbound()]) await log.add(text, forgetAt);
    expect(await log.held(10)).toEqual([first, second]);
    expect(await log.held(1)).toEqual([first]);
    expect(await log.resolve('SM3', 'opt-out')).toBe(true);
    expect(await log.resolve('SM3', 'no-opt-out')).toBe(false);
    expect(await log.find('SM3')).toEqual({ ...first, held: false, resolvedAs: 'opt-out' });
    expect(await log.held(10)).toEqual([second]);
    expect(await log.add(first, forgetAt)).toBe(false);
    expect(await log.held(10)).toEqual([second]);
  });

  test('what does not wait, or is not there, is not resolved', async () => {
    const { inbound: log } = await open();
    await log.add(inbound(), forgetAt);
    expect(await log.resolve('SM1', 'opt-out')).toBe(false);
    expect(await log.resolve('SM9', 'opt-out')).toBe(false);
    expect(await log.find('SM1')).toEqual(inbound());
    expect(await log.find('SM9')).toBeUndefined();
  });

  test('one of two people who resolve it at once does', async () => {
    const { inbound: log } = await open();
    await log.add(inbound({ held: true }), forgetAt);
    const answers = await Promise.all([log.resolve('SM1', 'opt-out'), log.resolve('SM1', 'no-opt-out')]);
    expect(answers.toSorted()).toEqual([false, true]);
  });

  test('its words may come after it, once, whether or not it waits', async () => {
    const { inbound: log } = await open();
    const text = inbound({ kind: 'unclear', held: true, body: null });
    await log.add(text, forgetAt);
    expect(await log.held(10)).toEqual([text]);
    expect(await log.addWords('SM1', 'sealed once')).toBe('sealed once');
    expect(await log.addWords('SM1', 'sealed twice')).toBe('sealed once');
    expect(await log.held(10)).toEqual([{ ...text, body: 'sealed once' }]);
    await log.resolve('SM1', 'no-opt-out');
    expect(await log.find('SM1')).toMatchObject({ body: 'sealed once', resolvedAs: 'no-opt-out' });
    expect(await log.addWords('SM9', 'sealed')).toBe('sealed');
    expect(await log.find('SM9')).toBeUndefined();
  });

  test('replies are counted by phone, day and kind', async () => {
    const { inbound: log } = await open();
    const counts = await Promise.all([1, 2, 3].map(() => log.countReply(hash(1), '2026-11-20', 'reply')));
    expect(counts.toSorted()).toEqual([1, 2, 3]);
    expect(await log.countReply(hash(1), '2026-11-21', 'reply')).toBe(1);
    expect(await log.countReply(hash(2), '2026-11-20', 'reply')).toBe(1);
    expect(await log.countReply(hash(1), '2026-11-20', 'stranger')).toBe(1);
  });
};

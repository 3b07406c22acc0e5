import { describe, expect, it } from 'vitest';
import { neverPaused, switchSeenMs } from '../../shared/domain/channel.ts';
import { watchChannel } from '../../shared/use-cases/watch-channel.ts';
import { fakeChannelSwitches } from '../fakes/channel-switches.ts';
import { manualClock } from '../fakes/clock.ts';

const watched = () => {
  const clock = manualClock();
  const switches = fakeChannelSwitches();
  const { read } = switches;
  const reads = { count: 0 };
  switches.read = (channel) => {
    reads.count += 1;
    return read(channel);
  };
  const set = (paused: boolean) => switches.set({ ...neverPaused('texts'), paused });
  return { clock, switches, reads, set, paused: watchChannel({ switches, clock }, 'texts') };
};

describe('a watched channel', () => {
  it('is read once in two seconds, by however many ask, and is known as it stands after them', async () => {
    const { clock, reads, set, paused } = watched();
    expect(await Promise.all([paused(), paused(), paused()])).toEqual([false, false, false]);
    await set(true);
    clock.advance(switchSeenMs - 1);
    expect([await paused(), reads.count]).toEqual([false, 1]);
    clock.advance(1);
    expect([await paused(), await paused(), reads.count]).toEqual([true, true, 2]);
    await set(false);
    clock.advance(switchSeenMs);
    expect(await paused()).toBe(false);
  });

  it('that cannot be read is read again by whoever asks next', async () => {
    const { switches, set, paused } = watched();
    const { read } = switches;
    await set(true);
    switches.read = () => Promise.reject(new Error('throttled'));
    const both = await Promise.allSettled([paused(), paused()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    switches.read = read;
    expect(await paused()).toBe(true);
  });
});

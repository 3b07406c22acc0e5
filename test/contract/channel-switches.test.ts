import { describe, expect, test } from 'vitest';
import { createChannelSwitches } from '../../shared/adapters/dynamo/channel-switches.ts';
import type { ChannelSwitch } from '../../shared/domain/channel.ts';
import type { ChannelSwitches } from '../../shared/ports/channel-switches.ts';
import { fakeChannelSwitches } from '../fakes/channel-switches.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';

const paused: ChannelSwitch = {
  channel: 'texts',
  paused: true,
  since: '2026-11-20T12:00:00.000Z',
  actor: { kind: 'person', id: 'key_01JD4Z00000000000000000001', name: 'On call' },
};

const switchesContract = (open: () => Promise<ChannelSwitches>): void => {
  test('a channel that nobody ever paused is on, since no time and by nobody', async () => {
    const switches = await open();
    expect(await switches.read('texts')).toEqual({ channel: 'texts', paused: false, since: null, actor: null });
  });

  test('a switch stands as it was set last, and each for its own channel', async () => {
    const switches = await open();
    await switches.set(paused);
    expect(await switches.read('texts')).toEqual(paused);
    expect(await switches.read('deliveries')).toMatchObject({ channel: 'deliveries', paused: false, since: null });
    const on: ChannelSwitch = {
      ...paused,
      paused: false,
      since: '2026-11-20T13:00:00.000Z',
      actor: { kind: 'platform', id: 'platform', name: 'operator' },
    };
    await switches.set(on);
    expect(await switches.read('texts')).toEqual(on);
  });
};

describe('the switches of channels in memory', () => switchesContract(async () => fakeChannelSwitches()));

inDynamo('the switches of channels', (tables) => {
  switchesContract(async () => createChannelSwitches(tables().client, await tables().make()));
});

import { type Channel, channels } from '../domain/channel.ts';
import type { ChannelSwitches } from '../ports/channel-switches.ts';
import type { HeldWork } from '../ports/held-work.ts';

export interface ShowChannelDeps {
  readonly switches: Pick<ChannelSwitches, 'read'>;
  readonly heldWork: Pick<HeldWork, 'held'>;
}

/** So many held messages are counted; more are told by about the bound itself. */
const mostHeld = 1_000;

/** How a channel stands: `since` and `by` are of whoever switched it last, and null where nobody did. */
export const showChannel =
  ({ switches, heldWork }: ShowChannelDeps) =>
  async (of: Channel) => {
    const { channel, paused, since, actor } = await switches.read(of);
    // nothing is held where nobody ever paused it
    const held = since === null ? 0 : (await heldWork.held(channel, mostHeld)).length;
    return { channel, paused, since, by: actor?.name ?? null, held };
  };

export const showChannels = (deps: ShowChannelDeps) => () => Promise.all(channels.map(showChannel(deps)));

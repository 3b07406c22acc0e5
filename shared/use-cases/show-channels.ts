import { type Channel, channels, mayHold } from '../domain/channel.ts';
import type { ChannelSwitches } from '../ports/channel-switches.ts';
import type { Clock } from '../ports/clock.ts';
import type { HeldWork } from '../ports/held-work.ts';

export interface ShowChannelDeps {
  readonly switches: Pick<ChannelSwitches, 'read'>;
  readonly heldWork: Pick<HeldWork, 'count'>;
  readonly clock: Clock;
}

/** So many held messages are counted; more are told by about the bound itself. */
const mostHeld = 1_000;

/** How a channel stands: `since` and `by` are of whoever switched it last, and null where nobody did. Nothing is looked for once all is released. */
export const showChannel =
  ({ switches, heldWork, clock }: ShowChannelDeps) =>
  async (of: Channel) => {
    const standing = await switches.read(of);
    const { channel, paused, since, actor } = standing;
    const held = mayHold(standing, clock.now()) ? await heldWork.count(channel, mostHeld) : 0;
    return { channel, paused, since, by: actor?.name ?? null, held };
  };

export const showChannels = (deps: ShowChannelDeps) => () => Promise.all(channels.map(showChannel(deps)));

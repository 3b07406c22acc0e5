import { type Channel, type ChannelQueue, channelQueues } from '../../shared/domain/channel.ts';
import { endpointIn } from '../../shared/domain/delivery-messages.ts';
import { gateChannel } from '../../shared/use-cases/gate-channel.ts';
import type { Life } from './invocations.ts';
import { type Outside, portsOf } from './ports.ts';

const queues: readonly ChannelQueue[] = Object.values(channelQueues).flat();

/** The gate of a channel's function, as its `deps.ts` has it. */
export const gateOf = (life: Life, outside: Outside, channel: Channel) =>
  gateChannel<Channel>(
    portsOf(life, outside),
    channel,
    (source) => {
      const queue = queues.find((name) => source.endsWith(`:${name}`));
      if (queue === undefined) throw new Error(`${source} is the queue of no channel`);
      return queue;
    },
    channel === 'deliveries' ? endpointIn : undefined,
  );

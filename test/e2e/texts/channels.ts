import * as z from 'zod';
import type { Channel } from '../../../shared/domain/channel.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { askWire } from '../permissions/newsroom.ts';

const channelSchema = z.object({
  channel: z.string(),
  paused: z.boolean(),
  by: z.string().nullable(),
  held: z.number(),
});
const operationsSchema = z.object({ channels: z.array(channelSchema) });

/** How a channel stands, as operators see it. */
export const channelOf = async (dev: Dev, name: Channel): Promise<z.output<typeof channelSchema> | undefined> => {
  const { channels } = operationsSchema.parse(await askWire(dev, 'operator', ['GET', '/v1/operations']));
  return channels.find(({ channel }) => channel === name);
};

export const switchChannel = async (dev: Dev, name: Channel, to: 'pause' | 'resume') =>
  z
    .object({ channel: channelSchema })
    .parse(await askWire(dev, 'operator', ['POST', `/v1/operations/channels/${name}/${to}`])).channel;

/** Waits until a channel holds so many messages, or more. */
export const holds = (dev: Dev, name: Channel, most: number): Promise<void> =>
  waitFor(async () => ((await channelOf(dev, name))?.held ?? 0) >= most, 100);

/** Waits until a channel holds nothing any more. */
export const holdsNothing = (dev: Dev, name: Channel): Promise<void> =>
  waitFor(async () => (await channelOf(dev, name))?.held === 0, 100);

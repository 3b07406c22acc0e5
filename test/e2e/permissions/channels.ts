import { setTimeout } from 'node:timers/promises';
import { type Channel, channels, switchSeenMs } from '../../../shared/domain/channel.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { holds, holdsNothing, switchChannel } from '../texts/channels.ts';
import { publish } from './newsroom.ts';
import { signUp } from './people.ts';
import { phoneOf, textWith } from './phones.ts';

/** How many queues of a channel a ruling gets to: the list of archives is filled for a minute before anybody sees it. */
const least: Readonly<Record<Channel, number>> = { feeds: 2, texts: 1, deliveries: 1 };

/** All channels are paused, hold a ruling that the sample partner and a reader are owed, and let it go. */
export const driveChannels = async (dev: Dev): Promise<void> => {
  const reader = phoneOf(57);
  await signUp(dev, 'operator', reader, { topics: ['harbor'] });
  for (const channel of channels) await switchChannel(dev, channel, 'pause');
  await setTimeout(2 * switchSeenMs);
  await publish(dev, 'is-held-back');
  for (const channel of channels) await holds(dev, channel, least[channel]);
  for (const channel of channels) await switchChannel(dev, channel, 'resume');
  for (const channel of channels) await holdsNothing(dev, channel);
  await textWith(dev, reader, 'is-held-back');
  const inFeed = async () => (await (await fetch(`${dev.baseUrl}/feeds/feed.json`)).text()).includes('is-held-back');
  await waitFor(inFeed);
};

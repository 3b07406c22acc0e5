import type { Api } from '../../api/client.ts';
import { Channel } from './channel.tsx';
import type { ChannelNow } from './operations.ts';

interface ChannelsProps {
  readonly api: Api;
  readonly channels: readonly ChannelNow[];
  readonly refresh: () => void;
}

/** Where fact-checks go out, each with its switch. */
export const Channels = ({ api, channels, refresh }: ChannelsProps) => (
  <section>
    <h2 id="channels" tabIndex={-1}>
      Channels
    </h2>
    <ul class="plain channels">
      {channels.map((channel) => (
        <Channel key={channel.channel} {...{ api, channel, refresh }} />
      ))}
    </ul>
  </section>
);

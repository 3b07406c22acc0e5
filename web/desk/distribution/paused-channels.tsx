import type { Channel } from '../../../shared/domain/channel.ts';

const names: Readonly<Record<Channel, string>> = {
  feeds: 'feeds',
  texts: 'texts',
  deliveries: 'deliveries to partners',
};

const list = new Intl.ListFormat('en');

/** Why nothing moves on a channel, whatever stands there. Nothing where none is paused. */
export const PausedChannels = ({ channels }: { readonly channels: readonly Channel[] }) =>
  channels.length === 0 ? null : (
    <p class="note warn" role="status">
      <strong>An operator paused {list.format(channels.map((channel) => names[channel]))}.</strong> What waits there
      goes out once they are resumed.
    </p>
  );

import { channelQueues } from '../../shared/domain/channel.ts';
import type { HeldMessage, HeldWork } from '../../shared/ports/held-work.ts';

/** Held work in memory; `rows` is all of it. */
export const fakeHeldWork = (): HeldWork & { rows(): HeldMessage[] } => {
  const rows = new Map<string, HeldMessage>();
  const keyOf = ({ channel, queue, id }: HeldMessage): string => {
    const queues: readonly string[] = channelQueues[channel];
    return `${channel}#${queues.indexOf(queue)}#${id}`;
  };
  const sorted = () => [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, message]) => message);
  return {
    rows: sorted,
    hold: async (message) => {
      rows.set(keyOf(message), { ...message });
    },
    held: async (channel, limit) =>
      sorted()
        .filter((message) => message.channel === channel)
        .slice(0, limit),
    released: async (message) => {
      rows.delete(keyOf(message));
    },
  };
};

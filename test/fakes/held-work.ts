import { type Channel, channelQueues } from '../../shared/domain/channel.ts';
import type { HeldMessage, HeldRow, HeldWork } from '../../shared/ports/held-work.ts';

/** Held work in memory; `rows` is all of it. */
export const fakeHeldWork = (): HeldWork & { rows(): HeldMessage[] } => {
  const rows = new Map<string, HeldRow>();
  let writings = 0;
  const keyOf = ({ channel, queue, id }: HeldMessage): string => {
    const queues: readonly string[] = channelQueues[channel];
    return `${channel}#${queues.indexOf(queue)}#${id}`;
  };
  const sorted = () => [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const of = (channel: Channel, limit: number) =>
    sorted()
      .filter((row) => row.channel === channel)
      .slice(0, limit);
  return {
    rows: () => sorted().map(({ writing: _, ...message }) => message),
    hold: async (message) => {
      writings += 1;
      rows.set(keyOf(message), { ...message, writing: String(writings) });
    },
    held: async (channel, limit) => of(channel, limit),
    count: async (channel, most) => of(channel, most).length,
    released: async (row) => {
      if (rows.get(keyOf(row))?.writing === row.writing) rows.delete(keyOf(row));
    },
  };
};

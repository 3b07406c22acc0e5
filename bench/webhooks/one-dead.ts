import { percentile } from '../statistics.ts';
import type { Setting } from './fan-out.ts';

export interface OneDead {
  readonly endpoints: number;
  readonly runs: number;
  /** Until all others were served, ms: the median of the runs. */
  readonly without: number;
  readonly with: number;
}

const topic = 'piers';
/** What one run leaves for later is over before the next: the second attempt at the dead endpoint comes after 6 s at most. */
const quietMs = 12_000;

/** An event to many endpoints, one of which takes the connection and never answers, beside events that it is not owed, in turn. */
export const oneDead = async (
  { wire, receiver, newsroom }: Setting,
  endpoints: number,
  runs: number,
): Promise<OneDead> => {
  // the first one to be planned and sent to: the worst place for all others
  await newsroom.addFor(topic, `${receiver.deadUrl}/dead`);
  await newsroom.grow(receiver.url, endpoints - 1);
  const serve = async (about?: string): Promise<number> => {
    await wire.untilQuiet(quietMs);
    const { eventId, at } = await newsroom.publish(about);
    const { times } = await receiver.arrived(eventId, endpoints - 1);
    return Math.max(...times) - at;
  };
  await serve();
  const took = { without: [] as number[], with: [] as number[] };
  for (let run = 0; run < runs; run++) {
    took.without.push(await serve());
    await receiver.hold();
    took.with.push(await serve(topic));
    if ((await receiver.release()) === 0) throw new Error('the dead endpoint was not waited for');
  }
  return { endpoints, runs, without: percentile(took.without, 0.5), with: percentile(took.with, 0.5) };
};

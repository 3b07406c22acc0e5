import { type DeactivatedDays, type Deactivations, NoDeactivationsYet } from '../../shared/ports/deactivations.ts';

/** Twilio's lists by day. A day without one has none yet. Two numbers come at a time. */
export const fakeDeactivations = (lists: Readonly<Record<string, readonly string[]>> = {}): Deactivations => {
  async function* of(day: string): AsyncGenerator<readonly string[]> {
    const list = lists[day];
    if (!list) throw new NoDeactivationsYet(day);
    for (let from = 0; from < list.length; from += 2) yield list.slice(from, from + 2);
  }
  return { of };
};

export const fakeDeactivatedDays = (): DeactivatedDays => {
  let last: string | undefined;
  return {
    last: async () => last,
    done: async (day) => {
      if (last === undefined || day > last) last = day;
    },
  };
};

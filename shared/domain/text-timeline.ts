/** Texts over time are counted by so many seconds. */
const slotSeconds = 10;
/** As many bars as a chart shows at most. */
const mostBars = 120;

/** How many texts Twilio took in the ten seconds from `at` (ISO 8601) on. */
export interface TimelineSlot {
  readonly at: string;
  readonly accepted: number;
}

/** How many it took in so many seconds from `at` on. */
export interface TimelineBar extends TimelineSlot {
  readonly seconds: number;
}

/** When the slot began in which an instant (ms since 1970) is. */
export const slotAt = (now: number): string => new Date(now - (now % (slotSeconds * 1000))).toISOString();

/**
 * Slots in the order of time as bars of the same width, without a gap from the first slot to the last; none where there is no slot. Where
 * they were more than 120, each is so many slots wide that they are not.
 */
export const barsOf = (slots: readonly TimelineSlot[]): TimelineBar[] => {
  const [first, last] = [slots[0], slots.at(-1)];
  if (!first || !last) return [];
  const from = Date.parse(first.at);
  const placeOf = ({ at }: TimelineSlot): number => Math.floor((Date.parse(at) - from) / (slotSeconds * 1000));
  const width = Math.ceil((placeOf(last) + 1) / mostBars);
  const seconds = width * slotSeconds;
  const accepted = Array.from({ length: Math.floor(placeOf(last) / width) + 1 }, () => 0);
  for (const slot of slots) {
    const bar = Math.floor(placeOf(slot) / width);
    accepted[bar] = (accepted[bar] ?? 0) + slot.accepted;
  }
  return accepted.map((texts, bar) => ({
    at: new Date(from + bar * seconds * 1000).toISOString(),
    ...{ seconds, accepted: texts },
  }));
};

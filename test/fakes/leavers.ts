import type { Leavers } from '../../shared/ports/leavers.ts';
import type { FakeSubscribers } from './subscriber-store.ts';

/** The list of leavers over subscribers in memory. A page holds three. */
export const fakeLeavers = ({ leavers, evidence }: Pick<FakeSubscribers, 'leavers' | 'evidence'>): Leavers => ({
  since: async function* (before) {
    const found = [...leavers]
      .filter(([key]) => key < before)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, leaver]) => leaver);
    for (let from = 0; from < found.length; from += 3) yield found.slice(from, from + 3);
  },
  forgetEvidence: async (hash, before) => {
    const stays = evidence.filter((row) => row.hash !== hash || row.at >= before);
    evidence.splice(0, evidence.length, ...stays);
  },
  move: async (leaver, to) => {
    if (to !== null) leavers.set(`${to}#${leaver.hash}`, { ...leaver, at: to });
    leavers.delete(`${leaver.at}#${leaver.hash}`);
  },
});

import { type EventDistribution, textsAccepted } from './distribution.ts';

/** Tells what happened on each channel as soon as it is seen, once, with the milliseconds since `startedAt`. */
export const createReport = (startedAt: number, print: (line: string) => void) => {
  const told = new Set<string>();
  const once = (what: string, line: () => string) => {
    if (told.has(what)) return;
    told.add(what);
    print(line());
  };
  const at = (time: number) => `${String(Math.max(0, Math.round(time - startedAt))).padStart(6)} ms`;
  return (state: EventDistribution): void => {
    const { feeds, texts, deliveries } = state;
    if (feeds.length > 0) {
      const last = Math.max(...feeds.map(({ writtenAt }) => Date.parse(writtenAt)));
      once('feeds', () => `${at(last)}  ${feeds.length} feeds written, first ${feeds[0]?.path ?? ''}`);
    }
    if (texts && texts.status !== 'planning' && texts.pending + texts.posting === 0)
      once(
        'texts',
        () => `${at(Date.now())}  ${textsAccepted(state)} of ${texts.audience} texts accepted${asleep(texts.deferred)}`,
      );
    if (deliveries.delivered > 0)
      once('deliveries', () => `${at(Date.now())}  ${deliveries.delivered} of ${deliveries.owed} webhooks delivered`);
  };
};

const asleep = (deferred: number): string => (deferred > 0 ? `, ${deferred} wait for morning` : '');

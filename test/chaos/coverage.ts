import type { Lived } from './run.ts';

/** What runs met, as text, and the share of places at which a process died in one of them. */
export const reportOf = (lives: readonly Lived[]): { readonly text: string; readonly share: number } => {
  const places = new Set(lives.flatMap(({ world }) => [...world.fates.places.keys()]));
  const strikes = new Map<string, number>();
  for (const { world } of lives)
    for (const [strike, times] of world.fates.strikes) strikes.set(strike, (strikes.get(strike) ?? 0) + times);
  const died = [...places].filter((place) => strikes.has(`${place}: death`));
  const spared = [...places].filter((place) => !strikes.has(`${place}: death`));
  const sum = (count: (lived: Lived) => number): number => lives.reduce((total, lived) => total + count(lived), 0);
  const counts = {
    runs: lives.length,
    events: sum(({ world }) => world.commits.length),
    'texts posted': sum(({ world }) => world.twilio.posted.length),
    'webhooks heard': sum(({ world }) => world.partners.heard.length),
    'feed files written': sum(({ world }) => world.feeds.writes.length),
    strikes: sum(({ world }) => world.fates.struck()),
    'dead letters': sum(({ deadLetters }) => deadLetters),
    places: places.size,
    'of them deadly': died.length,
  };
  const text = [
    ...Object.entries(counts).map(([what, count]) => `${what}: ${count}`),
    ...[...strikes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([strike, times]) => `  ${strike}, ${times} times`),
    `no process died at: ${spared.join(', ') || 'none'}`,
  ].join('\n');
  return { text, share: died.length / places.size };
};

import { expect } from 'vitest';

/** By the schedule, after a first failure: 5 s, give or take a fifth. */
export const soon: unknown = expect.toSatisfy((ms: unknown) => typeof ms === 'number' && ms >= 4_000 && ms <= 6_000);

/** What is so after most attempts: one connection, over which the message went. A test names the rest. */
const usual = ({ port }: { port: number }) => ({
  servedMeanwhile: expect.any(Boolean),
  dialled: [`127.0.0.1:${port}`],
  connections: 1,
  heard: 1,
  kept: 0,
});
/** A delivery that failed and is tried again, whose endpoint is known to fail. */
export const failed = (server: { port: number }) => ({
  ...usual(server),
  ...{ state: 'pending', again: soon, standing: 'failing' },
});
export const arrived = (server: { port: number }) => ({
  ...usual(server),
  ...{ error: null, state: 'delivered', again: null, standing: 'active' },
});
/** One whose receiver was not so much as dialled. */
export const refused = {
  ...failed({ port: 0 }),
  ...{ status: null, error: 'address-refused', answer: '', dialled: [], connections: 0, heard: 0 },
};

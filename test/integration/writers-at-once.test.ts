import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { publishRuling } from '../../shared/use-cases/publish-ruling.ts';
import { reviseRuling } from '../../shared/use-cases/revise-ruling.ts';
import { type EmbeddedTables, openTables } from '../embedded-tables.ts';
import { editor, newsroomDeps } from '../samples/newsroom-deps.ts';
import { draft } from '../samples/ruling-draft.ts';

let tables: EmbeddedTables;
beforeAll(async () => {
  tables = await openTables();
});
afterAll(() => tables.close());

test('50 publishes and 20 corrections of one ruling at once: all 50 and one of 20, in a log without a gap', async () => {
  const rulings = createRulingStore(tables.client, await tables.make());
  const deps = newsroomDeps({ rulings, clock: systemClock, random: systemRandomness });
  const first = await publishRuling(deps)(draft(), editor);
  if (!first.ok) throw new Error(first.error.kind);
  const { rulingId } = first.value.revision;

  const [published, corrected] = await Promise.all([
    Promise.all(
      Array.from({ length: 50 }, (_, at) => publishRuling(deps)(draft({ slug: `r-${at}`, topics: ['busy'] }), editor)),
    ),
    Promise.all(
      Array.from({ length: 20 }, (_, at) => {
        const changes = { rating: at % 2 ? 'true' : 'half-true', topics: ['busy'] };
        return reviseRuling(deps)(rulingId, 1, { kind: 'correction', note: 'Wrong.', changes, texts: null }, editor);
      }),
    ),
  ]);

  expect(published.map((outcome) => outcome.ok || outcome.error.kind)).toEqual(Array(50).fill(true));
  const winners = corrected.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  expect(winners).toHaveLength(1);
  const stale = { kind: 'stale', revision: 2 };
  expect(corrected.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]))).toEqual(Array(19).fill(stale));

  const log = await rulings.eventsAfter(0, 100);
  expect(log.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 52 }, (_, at) => at + 1));
  const made = [first, ...published].flatMap((outcome) => (outcome.ok ? [outcome.value.event] : []));
  const all = [...made, ...winners.map(({ event }) => event)].toSorted((a, b) => a.sequence - b.sequence);
  expect(log).toEqual(all);
  expect(await rulings.head(rulingId)).toMatchObject({ revision: 2, eventId: winners[0]?.event.id });
  expect(await rulings.newest('topic#busy', 100)).toHaveLength(51);
  expect(await rulings.newest('all', 100)).toHaveLength(51);
});

import { expect } from 'vitest';
import * as z from 'zod';
import { samplePhones } from '../../../local/seed/sample-newsroom.ts';
import { createPhoneHasher } from '../../../shared/adapters/platform-secret/phone-hasher.ts';
import type { LedgerRow } from '../../../shared/domain/broadcast.ts';
import type { RulingEvent } from '../../../shared/domain/event.ts';
import { idSchema } from '../../../shared/domain/ids.ts';
import { countOf, noCounts, plus } from '../../../shared/domain/text-counts.ts';
import { charged, reached, unfinished } from '../../../shared/domain/text-ledger.ts';
import type { Scene } from './scene.ts';

const messagesSchema = z.array(z.object({ sid: z.string(), to: z.string(), body: z.string() }));
const rulingId = idSchema('ruling');

/** What the texts channel promises of each phone: once in a broadcast, in one state that is an end, and counted as it is. */
export const textsKeepTheirPromises = async (scene: Scene, log: readonly RulingEvent[]): Promise<void> => {
  const messages = messagesSchema.parse(await (await fetch(`${scene.twilioUrl}/_sim/messages`)).json());
  const twice = [...Map.groupBy(messages, ({ to, body }) => `${to} ${body}`)].filter(([, same]) => same.length > 1);
  expect(twice, 'phones that were texted twice').toEqual([]);

  const phoneOf = new Map(
    samplePhones.map((phone) => [createPhoneHasher(scene.runtime.secret('PlatformSecret'))(phone), phone]),
  );
  const known = new Set(messages.map(({ sid, to }) => `${sid} ${to}`));
  const rows: LedgerRow[] = [];
  for (const { id } of scene.editor.written) {
    const ofRuling = await rowsOf(scene, rulingId.parse(id));
    rows.push(...ofRuling);
    everybodyHears(
      log.findLast((event) => event.rulingId === id),
      ofRuling,
    );
  }
  for (const { state, hash, broadcastId, sid } of rows) {
    const place = `${hash} in ${broadcastId}`;
    expect(unfinished, place).not.toContain(state);
    if (charged.includes(state)) expect([...known], place).toContain(`${sid} ${phoneOf.get(hash)}`);
  }
  // no text left that no row knows of
  const mayHave = rows.filter(({ state }) => reached.includes(state));
  expect(messages.length).toBeLessThanOrEqual(mayHave.length);
};

/** The rows of all broadcasts of a ruling, whose tallies are what the rows are. */
const rowsOf = async ({ stores }: Scene, id: RulingEvent['rulingId']): Promise<LedgerRow[]> => {
  const rows: LedgerRow[] = [];
  for (const broadcast of await stores.broadcasts.ofRuling(id))
    for (const { shard, counts } of await stores.broadcasts.tallies(broadcast.id)) {
      const inShard = (await Array.fromAsync(stores.ledger.pages(broadcast.id, shard))).flat();
      const counted = inShard.map(countOf).reduce(plus, noCounts());
      expect(counts, `the tally of ${shard} in ${broadcast.id}`).toEqual(counted);
      rows.push(...inShard);
    }
  return rows;
};

/** Who is texted by nothing of a ruling that stands was forgotten. Of one that is retracted, they may have been spared. */
const everybodyHears = (last: RulingEvent | undefined, rows: readonly LedgerRow[]): void => {
  if (last?.type === 'ruling.retracted') return;
  const isServed = ({ state, reason }: LedgerRow): boolean =>
    reached.includes(state) || state === 'refused' || reason === 'daily-cap';
  const heard = rows.filter(isServed).map(({ hash }) => hash);
  expect(new Set(heard).size, `phones that heard of ${last?.rulingId}`).toBe(samplePhones.length);
};

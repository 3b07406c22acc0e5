import { expect, test } from 'vitest';
import { createShortLinks } from '../../../shared/adapters/dynamo/short-links.ts';
import type { EmbeddedTables } from '../../embedded-tables.ts';

/** What two links do whose codes meet: that cannot be brought about by links themselves. */
export const meetingCodes = (tables: () => EmbeddedTables): void => {
  test('links whose codes meet are both found, by a code each', async () => {
    const { client, make } = tables();
    const links = createShortLinks(client, await make(), (_, salt) => `0000000${salt}`);
    const all = [1, 2, 3].map((at) => ({
      url: `https://newsroom.example/${at}`,
      broadcastId: null,
      rulingId: 'rul_01JD4Z00000000000000000001' as const,
    }));
    const codes = await Promise.all(all.map(links.shorten));
    expect(codes.toSorted()).toEqual(['00000000', '00000001', '00000002']);
    for (const [at, link] of all.entries()) {
      expect(await links.shorten(link)).toBe(codes[at]);
      expect(await links.find(codes[at] ?? '')).toMatchObject(link);
    }
  });
};

import { describe, expect, test } from 'vitest';
import { createFeedRecord } from '../../shared/adapters/dynamo/feed-record.ts';
import type { FeedRecord } from '../../shared/ports/feed-record.ts';
import { fakeFeedRecord } from '../fakes/feed-record.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';

const rulingId = 'rul_01JD4Z00000000000000000001';
const feed = (etag: string) => ({ path: '/feeds/rss.xml', writtenAt: '2026-11-20T12:00:00.000Z', etag });

const feedRecordContract = (open: () => Promise<FeedRecord>): void => {
  test('the first record of an event stays', async () => {
    const record = await open();
    expect(await record.of(rulingId, 7)).toEqual([]);
    await record.record({ rulingId, sequence: 7 }, [feed('"a"'), feed('"b"')]);
    await record.record({ rulingId, sequence: 7 }, [feed('"c"')]);
    expect(await record.of(rulingId, 7)).toEqual([feed('"a"'), feed('"b"')]);
  });

  test('events are apart, by ruling and by sequence', async () => {
    const record = await open();
    await record.record({ rulingId, sequence: 1 }, [feed('"a"')]);
    await record.record({ rulingId, sequence: 10 }, [feed('"b"')]);
    expect(await record.of(rulingId, 10)).toEqual([feed('"b"')]);
    expect(await record.of('rul_01JD4Z00000000000000000002', 1)).toEqual([]);
  });
};

describe('the record of feeds in memory', () => feedRecordContract(async () => fakeFeedRecord()));

inDynamo('the record of feeds', (tables) => {
  feedRecordContract(async () => createFeedRecord(tables().client, await tables().make()));
});

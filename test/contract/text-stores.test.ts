import { describe } from 'vitest';
import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextLedger } from '../../shared/adapters/dynamo/text-ledger.ts';
import { createTimetable } from '../../shared/adapters/dynamo/timetable.ts';
import { fakeBroadcastStore } from '../fakes/broadcast-store.ts';
import { fakeSubscriberStore } from '../fakes/subscriber-store.ts';
import { fakeTextLedger } from '../fakes/text-ledger.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';
import { broadcastsContract } from './text-stores/broadcasts.ts';
import { ledgerContract } from './text-stores/ledger.ts';
import { subscribersContract } from './text-stores/subscribers.ts';
import type { OpenTextStores } from './text-stores/under-test.ts';

const textStoresContract = (open: OpenTextStores): void => {
  subscribersContract(open);
  ledgerContract(open);
  broadcastsContract(open);
};

const end = '9999-01-01T00:00:00.000Z';

describe('the stores of the texts channel in memory', () =>
  textStoresContract(async () => {
    const timetable = fakeTimetable();
    const subscribers = fakeSubscriberStore();
    return {
      subscribers,
      broadcasts: fakeBroadcastStore(timetable),
      ledger: fakeTextLedger(subscribers, timetable),
      due: () => timetable.due(end, 100),
    };
  }));

inDynamo('the stores of the texts channel', (tables) => {
  textStoresContract(async () => {
    const { client, make } = tables();
    const subscribers = await make({ cohort: ['cohort', 'pk'] });
    const names = { subscribers, texts: await make(), timetable: await make() };
    const timetable = createTimetable(client, names.timetable);
    return {
      subscribers: createSubscriberStore(client, subscribers),
      broadcasts: createBroadcastStore(client, names),
      ledger: createTextLedger(client, names),
      due: () => timetable.due(end, 100),
    };
  });
});

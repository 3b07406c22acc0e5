import { afterAll, beforeAll } from 'vitest';
import * as z from 'zod';
import { type NewsroomDeps, newsroomRoutes } from '../../../functions/newsroom-api/routes.ts';
import { createAcknowledgements } from '../../../shared/adapters/dynamo/acknowledgements.ts';
import { createApiKeys } from '../../../shared/adapters/dynamo/api-keys.ts';
import { createBroadcastStore } from '../../../shared/adapters/dynamo/broadcast-store.ts';
import { createChannelSwitches } from '../../../shared/adapters/dynamo/channel-switches.ts';
import { createDeliveryStore } from '../../../shared/adapters/dynamo/delivery-store.ts';
import { createEndpointStore } from '../../../shared/adapters/dynamo/endpoint-store.ts';
import { createEndpointSwitch } from '../../../shared/adapters/dynamo/endpoint-switch.ts';
import { createFeedDirectory } from '../../../shared/adapters/dynamo/feed-directory.ts';
import { createFeedRecord } from '../../../shared/adapters/dynamo/feed-record.ts';
import { createRulingStore } from '../../../shared/adapters/dynamo/ruling-store.ts';
import { createScheduledRulings } from '../../../shared/adapters/dynamo/scheduled-rulings.ts';
import { sanitizeHtml } from '../../../shared/adapters/sanitize-html/sanitizer.ts';
import type { Scope } from '../../../shared/domain/actor.ts';
import type { DeliverMessage } from '../../../shared/domain/delivery-messages.ts';
import type { BroadcastStore } from '../../../shared/ports/broadcast-store.ts';
import type { ChannelSwitches } from '../../../shared/ports/channel-switches.ts';
import type { FeedDirectory } from '../../../shared/ports/feed-directory.ts';
import type { RulingStore } from '../../../shared/ports/ruling-store.ts';
import type { Vault } from '../../../shared/ports/vault.ts';
import { createApi } from '../../../shared/runtime/api/api.ts';
import { systemRandomness } from '../../../shared/runtime/clock.ts';
import { authenticate, issueKey } from '../../../shared/use-cases/manage-keys.ts';
import { type EmbeddedTables, openTables } from '../../embedded-tables.ts';
import { type ManualClock, sleeplessClock } from '../../fakes/clock.ts';
import { type LogLine, recordingLog } from '../../fakes/log.ts';
import { fakeQueue } from '../../fakes/queue.ts';
import { fakeVault } from '../../fakes/vault.ts';
import { newsroomDeps } from '../../samples/newsroom-deps.ts';
import { type Answer, type Ask, callerOf, problemOf } from '../call-api.ts';

export { type Answer, type Ask, problemOf };

export interface Api {
  /** `target` is path and query. */
  call(method: string, target: string, ask?: Ask): Promise<Answer>;
  newKey(scopes: readonly Scope[], partner?: boolean): Promise<{ id: string; key: string }>;
  readonly operatorKey: string;
  readonly rulings: RulingStore;
  readonly clock: ManualClock;
  readonly lines: LogLine[];
  /** What the routes were made of, and the tables below. */
  readonly deps: NewsroomDeps & {
    readonly broadcasts: BroadcastStore;
    readonly directory: FeedDirectory;
    readonly switches: ChannelSwitches;
  };
  readonly client: EmbeddedTables['client'];
  readonly tables: { rulings: string; partners: string; deliveries: string; texts: string; timetable: string };
  readonly vault: Vault;
  /** Endpoints that were told to look for work. */
  readonly woken: () => DeliverMessage[];
}

const operatorSecret = 'an-operator-key-of-this-test-alone-0123456789';

/** Every route of the newsroom's function over the embedded tables; fresh tables for every test. */
export const useApi = (urlRules = { allowLoopback: false }): (() => Promise<Api>) => {
  let embedded: EmbeddedTables;
  beforeAll(async () => {
    embedded = await openTables();
  });
  afterAll(() => embedded.close());
  return async () => {
    const { client } = embedded;
    const tables = {
      ...{ rulings: await embedded.make(), partners: await embedded.make(), texts: await embedded.make() },
      deliveries: await embedded.make({ event: ['eventShard', 'pk'], delivery: ['id', 'pk'] }),
      timetable: await embedded.make(),
    };
    const rulings = createRulingStore(client, tables.rulings);
    const keys = createApiKeys(client, tables.partners);
    const endpoints = createEndpointStore(client, tables.partners);
    const deliveries = createDeliveryStore(client, tables);
    const [clock, log, random] = [sleeplessClock(), recordingLog(), systemRandomness];
    const [wakes, vault] = [fakeQueue<DeliverMessage>(), fakeVault()];
    const deps = {
      ...newsroomDeps({ rulings, clock, log, random, sanitizeHtml }),
      scheduledRulings: createScheduledRulings(client, tables),
      ...{ keys, endpoints, urlRules },
      deliveries,
      broadcasts: createBroadcastStore(client, tables),
      ...{ acknowledgements: createAcknowledgements(client, tables.partners), livemode: false },
      switches: createChannelSwitches(client, tables.timetable),
      feedRecord: createFeedRecord(client, tables.rulings),
      directory: createFeedDirectory(client, tables.rulings),
      webhooks: { endpoints, rulings, vault, clock, random },
      actions: { endpoints, endpointSwitch: createEndpointSwitch(client, tables), deliveries, wakes, clock, random },
    };
    const api = createApi(newsroomRoutes(deps), {
      ...{ log, authenticate: authenticate({ keys, operatorKey: async () => operatorSecret }) },
    });
    const issue = issueKey({ keys, clock, random });
    const newsroomKey = await issue('Sam Roe', ['newsroom:write', 'newsroom:send'], null);
    return {
      ...{ rulings, clock, lines: log.lines, operatorKey: `rwk_${operatorSecret}`, deps, client, tables },
      vault,
      woken: wakes.messages,
      newKey: (scopes, partner = false) => issue('Ann Lee', scopes, partner ? 'ptr_01JD4Z00000000000000000001' : null),
      call: callerOf(api, newsroomKey.key),
    };
  };
};

const committedSchema = z.object({
  ruling: z.looseObject({ id: z.string(), revision: z.int() }),
  event: z.looseObject({ id: z.string(), sequence: z.int() }),
});

/** The ruling and the event of an answer to whatever wrote. */
export const committed = ({ body }: Answer): z.output<typeof committedSchema> => committedSchema.parse(body);

const scheduledSchema = z.object({ scheduled: z.looseObject({ id: z.string() }) });

/** What an answer says was scheduled. */
export const scheduledOf = ({ body }: Answer): z.output<typeof scheduledSchema>['scheduled'] =>
  scheduledSchema.parse(body).scheduled;

const pageSchema = z.object({ items: z.array(z.looseObject({})), nextCursor: z.string().nullable() });
export const pageOf = ({ body }: Answer): z.output<typeof pageSchema> => pageSchema.parse(body);

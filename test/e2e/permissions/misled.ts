import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { GrantOf } from '../../../local/aws/permissions.ts';
import type { Runtime } from '../../../local/runtime.ts';
import { createFollowerStore } from '../../../shared/adapters/dynamo/follower-store.ts';
import { createSqsQueue } from '../../../shared/adapters/sqs/queue.ts';
import { farewellAt } from '../../../shared/domain/hub-messages.ts';
import { idSchema } from '../../../shared/domain/ids.ts';
import { follower } from '../../samples/following.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { askWire } from './newsroom.ts';
import { openAsOwner } from './owner.ts';

const endpointsSchema = z.object({ items: z.array(z.object({ id: idSchema('endpoint') })) });

/** A message about a partner's endpoint comes by the queue of followers, and one about a follower by that of partners: both are handed on. */
export const driveMisled = async (dev: Dev, runtime: Runtime): Promise<void> => {
  const { client, variable, shared } = openAsOwner(runtime, 'PartnersDeliverFunction');
  const sqs = new SQSClient({ ...shared, endpoint: variable('AWS_ENDPOINT_URL_SQS') });
  const tables = { partners: variable('PARTNERS_TABLE'), timetable: variable('TIMETABLE_TABLE') };
  const leaseUntil = new Date(Date.now() + 3_600_000).toISOString();
  const following = follower({ leaseUntil });
  await createFollowerStore(client, tables).follow(following, farewellAt(following, Date.parse(leaseUntil)));
  const [endpoint] = endpointsSchema.parse(await askWire(dev, 'partner', ['GET', '/v1/endpoints'])).items;
  const misled = [
    ['FOLLOWER_DELIVERIES_QUEUE_URL', endpoint?.id],
    ['DELIVERIES_QUEUE_URL', following.id],
  ] as const;
  for (const [queue, endpointId] of misled) await createSqsQueue(variable(queue), sqs).send([{ endpointId }]);
  // there is nothing to be seen of it but that they could send
  const handsOn = ({ principal, action, resource }: GrantOf): boolean =>
    action === 'sqs:SendMessage' &&
    (/^PartnersDeliverFunction/.test(principal)
      ? /:PartnersFollowerDeliveries/.test(resource)
      : /^PartnersDeliverToFollowers/.test(principal) && /:PartnersDeliveries/.test(resource));
  await waitFor(() => !runtime.permissions.unused().some(handsOn));
  client.destroy();
  sqs.destroy();
};

/** The stand-ins for AWS's services that the functions call, on loopback. */
import { join } from 'node:path';
import type { CallWatch } from './aws/call-watch.ts';
import { admitDynamo } from './aws/calls/dynamo-calls.ts';
import { keyAndSecretCalls } from './aws/calls/key-and-secret-calls.ts';
import { type InvalidationService, startInvalidationService } from './aws/invalidation-service.ts';
import { startJsonServer } from './aws/json-server.ts';
import { type KeyService, openKeyService } from './aws/key-service.ts';
import { type MessageBus, startMessageBus } from './aws/message-bus.ts';
import { createPermissions, type Permissions } from './aws/permissions.ts';
import { openSecretService, type SecretService } from './aws/secret-service.ts';
import { type Dynamo, startDynamo } from './dynamo/engine.ts';

export interface Services {
  dynamo: Dynamo;
  bus: MessageBus;
  keys: KeyService;
  secrets: SecretService;
  invalidations: InvalidationService;
  /** Held by every service; who is not bound yet may do nothing. */
  permissions: Permissions;
  /** Where the SDK finds each service: `AWS_ENDPOINT_URL_SQS` and so on. */
  endpoints: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts the services on the data in `folder`; `watch` is told what functions call. */
export const startServices = async (folder: string, watch?: CallWatch): Promise<Services> => {
  const keys = openKeyService(join(folder, 'keys.json'));
  const secrets = openSecretService(join(folder, 'secrets.json'));
  const permissions = createPermissions(watch);
  const [dynamo, bus, json, invalidations] = await Promise.all([
    startDynamo({ path: join(folder, 'dynamo'), admit: admitDynamo(permissions) }),
    startMessageBus({ folder: join(folder, 'messages'), permissions }),
    startJsonServer({ ...keys.operations, ...secrets.operations }, { permissions, calls: keyAndSecretCalls(keys) }),
    startInvalidationService(permissions),
  ]);
  return {
    dynamo,
    bus,
    keys,
    secrets,
    invalidations,
    permissions,
    endpoints: {
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
      AWS_ENDPOINT_URL_SQS: bus.url,
      AWS_ENDPOINT_URL_SNS: bus.url,
      AWS_ENDPOINT_URL_S3: bus.url,
      AWS_ENDPOINT_URL_CLOUDFRONT: invalidations.url,
      AWS_ENDPOINT_URL_KMS: json.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: json.url,
    },
    async close() {
      await Promise.all([dynamo.close(), bus.close(), json.close(), invalidations.close()]);
    },
  };
};

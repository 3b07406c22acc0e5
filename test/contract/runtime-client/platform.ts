/** The services that the functions call, set up from the template, and a sandbox for each function in place of the runtime's workers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { ensureBuild } from '../../../local/build.ts';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';
import { type FunctionDefinition, readFunctions } from '../../../local/lambda/function-definition.ts';
import { startServices } from '../../../local/services.ts';
import { readAssembly } from '../../../local/template/document.ts';
import { ensureKeysAndSecrets } from '../../../local/template/provision/keys-and-secrets.ts';
import { bindPermissions } from '../../../local/template/provision/permissions.ts';
import { ensureMessaging } from '../../../local/template/provision/queues-and-topics.ts';
import { ensureTables } from '../../../local/template/provision/tables.ts';
import { readResources } from '../../../local/template/resources.ts';
import { startTwilio } from '../../../local/twilio/server.ts';
import { loadTwilioAccount } from '../../../local/twilio-account.ts';
import { queueEvent } from './events.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

const describedSchema = z.object({ Description: z.string() });

/** A status callback of the simulated Twilio. */
interface Callback {
  readonly path: string;
  readonly signature: string;
  readonly body: string;
}

/** Stands where the wire's own address is: takes Twilio's callbacks, and keeps them. */
const startCallbacks = async () => {
  const received: Callback[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const signature = String(request.headers['x-twilio-signature']);
      received.push({ path: request.url ?? '', signature, body });
      response.writeHead(204).end();
    });
  });
  return { url: await listenOnLoopback(server, 0), received, close: () => closeServer(server) };
};

export type Platform = Awaited<ReturnType<typeof startPlatform>>;

export const startPlatform = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'runtime-client-'));
  const account = loadTwilioAccount(folder);
  const [services, twilio, callbacks] = await Promise.all([
    startServices(folder),
    startTwilio({ ...account, path: join(folder, 'twilio') }),
    startCallbacks(),
  ]);
  const { bus, keys, secrets, permissions, dynamo, endpoints } = services;
  const assembly = readAssembly(await ensureBuild());
  const resources = readResources(assembly.template, bus.queueUrl);
  ensureMessaging(bus, resources);
  ensureKeysAndSecrets(keys, secrets, resources, { TwilioSecret: JSON.stringify(account) });
  await ensureTables(dynamo.url, resources);

  const described = new Map(
    resources.ofType('AWS::Lambda::Function').flatMap((each) => {
      const parsed = describedSchema.safeParse(each.properties());
      return parsed.success ? [[each.logicalId, parsed.data.Description.replace('Rulingwire ', '')] as const] : [];
    }),
  );
  const definitions: ReadonlyMap<string, FunctionDefinition> = new Map(
    readFunctions(resources, assembly, {
      ...endpoints,
      RULINGWIRE_EMBEDDED: '1',
      RULINGWIRE_BASE_URL: callbacks.url,
      RULINGWIRE_TWILIO_URL: twilio.url,
      RULINGWIRE_QUIET_HOURS: 'off',
    }).map((definition) => [described.get(definition.logicalId) ?? definition.name, definition]),
  );
  bindPermissions(
    permissions,
    resources,
    [...definitions.values()].map(({ name }) => name),
  );
  const definitionOf = (name: string): FunctionDefinition => {
    const definition = definitions.get(name);
    if (definition === undefined) throw new Error(`the template has no function ${name}`);
    return definition;
  };
  const sandboxes = new Map<string, Promise<Sandbox>>();
  const sandboxOf = (name: string): Promise<Sandbox> => {
    const sandbox = sandboxes.get(name) ?? startSandbox(definitionOf(name));
    sandboxes.set(name, sandbox);
    return sandbox;
  };
  const queueOf = (part: string) => {
    const queue = bus.queues.getQueueByName(resources.theOne('AWS::SQS::Queue', part).name);
    if (queue === undefined) throw new Error(`there is no queue ${part}`);
    return queue;
  };

  return {
    callbacks: callbacks.received,
    twilioUrl: twilio.url,
    operatorKey: `rwk_${secrets.current(resources.theOne('AWS::SecretsManager::Secret', 'OperatorKeySecret').name)}`,
    /** Our functions, by the names of their folders. */
    functions: [...definitions.keys()],
    /** Those that have a sandbox, which the first invocation starts. */
    started: () => [...sandboxes.keys()],
    definitionOf,
    /** What all of them wrote to their logs. */
    output: async (): Promise<string> => (await Promise.all(sandboxes.values())).map(({ output }) => output()).join(''),
    invoke: async (name: string, event: unknown): Promise<unknown> => (await sandboxOf(name)).invoke(event),
    /** Whatever waits on the queue, as its event source mapping would hand it over; the messages are then in flight. */
    batchOf: (part: string) => {
      const queue = queueOf(part);
      return queueEvent(
        queue.arn,
        queue.dequeue(10).map(({ Body }) => Body),
      );
    },
    feed: (path: string): unknown => {
      const { body } = bus.buckets.getObject(resources.theOne('AWS::S3::Bucket', 'SiteBucket').name, path);
      return JSON.parse(body.toString());
    },
    close: async (): Promise<void> => {
      for (const sandbox of sandboxes.values()) await (await sandbox).stop();
      await twilio.close();
      await Promise.all([callbacks.close(), services.close()]);
      await rm(folder, { recursive: true });
    },
  };
};

/** The embedded runtime: the synthesized template, run in this process. */
import { createServer } from 'node:http';
import type { CallWatch } from './aws/call-watch.ts';
import type { Invalidation } from './aws/invalidation-service.ts';
import type { Permissions } from './aws/permissions.ts';
import { createCdn, type RequestHandler } from './http/cdn.ts';
import { sendAnswer } from './http/http-answer.ts';
import { createApis } from './http/http-api.ts';
import { closeServer, listenOnLoopback } from './http/listen.ts';
import { startEventSources } from './lambda/event-sources.ts';
import { readFunctions } from './lambda/function-definition.ts';
import { createFunctions } from './lambda/function-set.ts';
import type { FateOf } from './lambda/message-fate.ts';
import { createMovableClock, moveOn } from './lambda/movable-clock.ts';
import { startSchedules } from './lambda/schedules.ts';
import { reportDefect } from './report-defect.ts';
import { startServices } from './services.ts';
import { readAssembly } from './template/document.ts';
import { deployBuckets } from './template/provision/bucket-deployments.ts';
import { ensureKeysAndSecrets, type SecretValues } from './template/provision/keys-and-secrets.ts';
import { bindPermissions } from './template/provision/permissions.ts';
import { ensureMessaging } from './template/provision/queues-and-topics.ts';
import { ensureTables } from './template/provision/tables.ts';
import { type Resources, readResources } from './template/resources.ts';

/** Makes what stands before the site on its origin, from the site and the build that it is served from. */
export type Front = (site: RequestHandler, built: { folder: string; resources: Resources }) => RequestHandler;

export interface RuntimeOptions {
  /** Everything durable lies here. The caller holds its lock (`lockDataFolder`). */
  dataDir: string;
  /** Of the CDN stand-in, on 127.0.0.1; 0 takes a free one. */
  port: number;
  /** The folder that `cdk synth` wrote, or the promise of it: the services start meanwhile. */
  cdkOut: string | Promise<string>;
  /** Variables for every function beside those of the template. */
  env?: Readonly<Record<string, string>>;
  /** First values of secrets, by a part of the logical id. */
  secretValues?: SecretValues;
  /** Told of every call that a function makes to a stand-in. */
  watch?: CallWatch;
  /** Decides what becomes of each message that a queue hands over; each is handed over once unless given. */
  fateOf?: FateOf | undefined;
  /** Answers what is not in the template; all is the site's unless given. */
  front?: Front | undefined;
  /** Lets `passTime` be called. */
  movableClock?: boolean | undefined;
}

export interface Runtime {
  /** The CDN stand-in: pages, feeds and API on one origin. */
  baseUrl: string;
  /** The HTTP API itself. */
  apiUrl: string;
  /** The current value of the secret whose logical id has `part` in it. */
  secret(part: string): string;
  /** Invokes the function whose logical id has `part` in it and gives its result. */
  invoke(part: string, event: unknown): Promise<unknown>;
  /** The variables of that function: with them an adapter can be made outside of it. */
  environmentOf(part: string): Readonly<Record<string, string>>;
  /** What the roles of the functions allow, held against what they did. */
  permissions: Pick<Permissions, 'unused' | 'refused'>;
  /** What functions asked the CDN to forget. */
  invalidations(): readonly Invalidation[];
  /** Ends the workers of a function (by its name, the principal of its calls) in the middle of whatever they do, as a crash. */
  kill(functionName: string): Promise<void>;
  /**
   * Waits until no function runs, and then lets so many milliseconds pass at once, for functions and queues; it is the stand-ins' clocks
   * that stay. Leases run out, retries are due and hidden messages come back, as they would have on a machine left alone for so long.
   */
  passTime(ms: number): Promise<void>;
  /** In order: no new requests, no new batches, functions finish, stores close. */
  close(): Promise<void>;
}

const notReady: RequestHandler = async (_request, response) => {
  response.writeHead(503, { 'retry-after': '1' }).end();
};

/** A server whose handler comes later, so that its port is known, or found to be taken, before anything else. */
const openServer = async (port: number) => {
  let handler = notReady;
  const server = createServer((request, response) => {
    handler(request, response).catch((cause: unknown) => {
      reportDefect('the HTTP server', cause);
      response.destroy();
    });
  });
  const url = await listenOnLoopback(server, port);
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= closeServer(server);
    return closed;
  };
  return { url, close, serve: (next: RequestHandler) => (handler = next) };
};

/** Runs what was started, last first, when the start fails or the runtime closes. */
const cleanUp = () => {
  const steps: (() => unknown)[] = [];
  return {
    add: (step: () => unknown) => steps.push(step),
    async run() {
      for (const step of steps.splice(0).reverse()) await step();
    },
  };
};

/** Starts everything; resolves when functions are loaded and requests are answered. Throws EADDRINUSE. */
export const startRuntime = async (options: RuntimeOptions): Promise<Runtime> => {
  const { dataDir, port, cdkOut, env = {}, secretValues = {}, watch, fateOf, front, movableClock } = options;
  const clock = movableClock === true ? createMovableClock() : undefined;
  const ending = cleanUp();
  Promise.resolve(cdkOut).catch(() => {}); // told below, where it is awaited, unless another failure comes first
  try {
    const [cdn, gateway] = await Promise.all([openServer(port), openServer(0)]);
    ending.add(() => Promise.all([cdn.close(), gateway.close()]));
    const services = await startServices(dataDir, watch);
    ending.add(services.close);
    const { dynamo, bus, keys, secrets, invalidations, permissions, endpoints } = services;

    const folder = await cdkOut;
    const assembly = readAssembly(folder);
    const resources = readResources(assembly.template, bus.queueUrl);
    ensureMessaging(bus, resources);
    ensureKeysAndSecrets(keys, secrets, resources, secretValues);
    deployBuckets(bus.buckets, assembly, resources);
    for (const { name } of resources.ofType('AWS::CloudFront::Distribution')) invalidations.addDistribution(name);
    await ensureTables(dynamo.url, resources);

    const shared = { ...endpoints, ...env, RULINGWIRE_EMBEDDED: '1', RULINGWIRE_BASE_URL: cdn.url };
    const definitions = readFunctions(resources, assembly, shared);
    bindPermissions(
      permissions,
      resources,
      definitions.map(({ name }) => name),
    );
    const functions = createFunctions(definitions, dataDir, clock);
    ending.add(functions.close);
    const apis = createApis(resources, functions.named);
    const served = createCdn(resources, bus.buckets, apis);
    await functions.warm();
    const sources = await startEventSources(resources, functions, services, dataDir, fateOf);
    ending.add(sources.close);
    ending.add(startSchedules(resources, functions.named).stop);
    cdn.serve(front?.(served, { folder, resources }) ?? served);
    const [api] = apis;
    if (api !== undefined) gateway.serve(async (request, response) => sendAnswer(response, await api.answer(request)));
    ending.add(() => Promise.all([cdn.close(), gateway.close()]));

    const functionWith = (part: string) => functions.named(resources.theOne('AWS::Lambda::Function', part).name);
    return {
      baseUrl: cdn.url,
      apiUrl: gateway.url,
      secret: (part) => secrets.current(resources.theOne('AWS::SecretsManager::Secret', part).name),
      invoke: (part, event) => functionWith(part).invoke(event),
      environmentOf: (part) => functionWith(part).definition.environment,
      permissions,
      invalidations: invalidations.invalidations,
      kill: functions.kill,
      async passTime(ms) {
        if (clock === undefined)
          throw new Error('time passes by itself unless the runtime is started with movableClock');
        await functions.atRest();
        moveOn(clock, ms);
        bus.passTime(ms);
      },
      close: ending.run,
    };
  } catch (cause) {
    await ending.run();
    throw cause;
  }
};

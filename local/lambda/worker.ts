/** Runs in a worker thread, one invocation at a time, as Lambda's runtime does in its sandbox. Imports nothing but Node's own. */
import { parentPort, workerData } from 'node:worker_threads';

interface Start {
  /** URL of the module, and the name of the export in it. */
  module: string;
  handler: string;
  functionName: string;
  functionArn: string;
  memoryMb: string;
  /** How many ms the function's clock is ahead of the machine's, where it can be moved. */
  clock?: Float64Array;
}
interface Invoke {
  requestId: string;
  event: string;
  /** Milliseconds of the epoch. */
  deadline: number;
}

const RESPONSE_BYTES = 6 * 1024 * 1024;
const port = parentPort;
if (port === null) throw new Error('worker.ts runs as a worker thread');
const start: Start = workerData;

const describe = (cause: unknown): { errorType: string; errorMessage: string; trace: string[] } => {
  if (!(cause instanceof Error)) return { errorType: typeof cause, errorMessage: String(cause), trace: [] };
  return { errorType: cause.name, errorMessage: cause.message, trace: (cause.stack ?? '').split('\n').slice(1) };
};

const serialize = (result: unknown): string => {
  const json = JSON.stringify(result) ?? 'null';
  if (Buffer.byteLength(json) > RESPONSE_BYTES) {
    const error = new Error(`a response holds at most ${RESPONSE_BYTES} bytes`);
    error.name = 'Function.ResponseSizeTooLarge';
    throw error;
  }
  return json;
};

const { now } = Date;
const moveClock = (ahead: Float64Array): void => {
  Date.now = () => now() + (ahead[0] ?? 0);
  globalThis.Date = new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [Date.now()] : args, newTarget),
  });
};
// before the module is loaded, which may keep what it finds
if (start.clock !== undefined) moveClock(start.clock);

const module: Record<string, unknown> = await import(start.module);
const handler = module[start.handler];
if (typeof handler !== 'function') throw new Error(`${start.functionName} exports no function ${start.handler}`);

port.on('message', async ({ requestId, event, deadline }: Invoke) => {
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: start.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.functionArn,
    logGroupName: `/aws/lambda/${start.functionName}`,
    logStreamName: 'local',
    memoryLimitInMB: start.memoryMb,
    getRemainingTimeInMillis: () => Math.max(0, deadline - now()),
  };
  try {
    const result: unknown = await handler(JSON.parse(event), context);
    port.postMessage({ kind: 'result', requestId, json: serialize(result) });
  } catch (cause) {
    port.postMessage({ kind: 'error', requestId, ...describe(cause) });
  }
});
port.postMessage({ kind: 'ready' });

/** The workers of one function: started when there is an invocation and none is free, up to the function's limit. */
import { randomUUID } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import type { FunctionDefinition } from './function-definition.ts';
import { FunctionError } from './function-error.ts';
import type { FunctionLog } from './function-log.ts';
import { type FunctionWorker, startFunctionWorker } from './function-worker.ts';
import type { MovableClock } from './movable-clock.ts';

/** Lambda refuses a larger event. */
const EVENT_BYTES = 6 * 1024 * 1024;
/** Of two idle workers the one that rested longer ends after this: it holds some 30 MB, and 0.1 s bring it back. */
const SPARE_MS = 30_000;
/** How long a stop waits for invocations under way. What it cuts off comes again. */
const GRACE_MS = 10_000;

/** Told of each invocation that is over, as an `Invoked`. Nobody listens but a benchmark, and then in this process. */
export const invocations = channel('rulingwire.invocations');

export interface Invoked {
  readonly functionName: string;
  /** As JSON. */
  readonly event: string;
  /** How long the function had it. */
  readonly ms: number;
}

/** Lambda's RequestEntityTooLargeException. */
export class EventTooLarge extends Error {}

export interface LocalFunction {
  definition: FunctionDefinition;
  /** Invokes and waits for the result. Rejects with FunctionError or EventTooLarge. */
  invoke(event: unknown): Promise<unknown>;
  /** Starts one worker, so that the first invocation finds it loaded. */
  warm(): Promise<void>;
  /** Lets invocations under way finish and stops the workers. */
  close(): Promise<void>;
}

export interface PooledFunction extends LocalFunction {
  /** Whether an invocation is under way. */
  runs(): boolean;
  /** Resolves when the invocations that are under way are over. */
  settled(): Promise<unknown>;
  /** Ends the workers at once; invocations under way fail. */
  kill(): Promise<void>;
}

export const createFunction = (
  definition: FunctionDefinition,
  log: FunctionLog,
  clock?: MovableClock,
): PooledFunction => {
  const all = new Set<FunctionWorker>();
  const idle: FunctionWorker[] = [];
  const waiting: (() => void)[] = [];
  let closed = false;
  let spareTimer: NodeJS.Timeout | undefined;
  const underWay = new Set<Promise<unknown>>();

  const gone = (worker: FunctionWorker): void => {
    all.delete(worker);
    const index = idle.indexOf(worker);
    if (index >= 0) idle.splice(index, 1);
    waiting.shift()?.();
  };
  const acquire = async (): Promise<FunctionWorker> => {
    while (!closed) {
      const free = idle.pop();
      if (free !== undefined) return free;
      if (all.size < definition.workers) {
        const worker = startFunctionWorker(definition, log, gone, clock);
        all.add(worker);
        await worker.ready;
        return worker;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    throw new FunctionError(definition.name, 'none', 'Shutdown');
  };
  const endSpareLater = (): void => {
    spareTimer ??= setTimeout(() => {
      spareTimer = undefined;
      const spare = idle.length > 1 ? idle.shift() : undefined;
      if (spare !== undefined) void spare.stop();
    }, SPARE_MS);
  };
  const release = (worker: FunctionWorker): void => {
    if (!worker.alive()) return; // when it has ended, another takes its place
    idle.push(worker);
    if (idle.length > 1) endSpareLater();
    waiting.shift()?.();
  };
  const run = async (event: string): Promise<unknown> => {
    const worker = await acquire();
    const startedAt = performance.now();
    try {
      return await worker.run(randomUUID(), event);
    } finally {
      release(worker);
      const invoked: Invoked = { functionName: definition.name, event, ms: performance.now() - startedAt };
      invocations.publish(invoked);
    }
  };
  const track = async <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    try {
      return await work;
    } finally {
      underWay.delete(work);
    }
  };

  const endAll = async (): Promise<void> => {
    await Promise.all([...all].map((worker) => worker.stop()));
  };

  return {
    definition,
    runs: () => underWay.size > 0,
    settled: () => Promise.allSettled(underWay),
    kill: endAll,
    async invoke(event) {
      const json = JSON.stringify(event);
      if (Buffer.byteLength(json) > EVENT_BYTES) throw new EventTooLarge(`${definition.name}: event over 6 MB`);
      return track(run(json));
    },
    async warm() {
      release(await acquire());
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const grace = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, GRACE_MS);
      });
      await Promise.race([Promise.allSettled(underWay), grace]);
      clearTimeout(timer);
      closed = true;
      clearTimeout(spareTimer);
      await endAll();
      await log.close();
    },
  };
};

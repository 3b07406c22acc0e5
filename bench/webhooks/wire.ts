/** The embedded wire in a process of its own, which counts what it takes. */
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import type { CallWatch } from '../../local/aws/call-watch.ts';
import { startWire as startEmbedded } from '../../local/wire.ts';
import { answerParent, startChild } from './child.ts';

const whereSchema = z.object({ baseUrl: z.string(), operatorKey: z.string() });
const usageSchema = z.object({
  /** CPU that the whole process took so far, its workers included. */
  cpuMs: z.number(),
  /** The most memory that it had so far. */
  peakMiB: z.number(),
  /** Requests to DynamoDB so far, by the part of the wire and what was asked. */
  calls: z.record(z.string(), z.int()),
  /** Since the last call of a function that plans or sends deliveries. */
  quietMs: z.number(),
});
export type WireUsage = z.output<typeof usageSchema>;

/** `execArgv` are options of Node. */
export const startWire = async (dataDir: string, execArgv: readonly string[]) => {
  const child = startChild(new URL(import.meta.url), [dataDir], execArgv);
  const usage = (): Promise<WireUsage> => child.ask('usage', usageSchema);
  return {
    ...(await child.ask('where', whereSchema)),
    usage,
    /** Waits until no delivery was planned or sent for so long. */
    untilQuiet: async (ms: number): Promise<void> => {
      while ((await usage()).quietMs < ms) await setTimeout(50);
    },
    close: child.close,
  };
};
export type BenchWire = Awaited<ReturnType<typeof startWire>>;

const partOf = (principal: string): string =>
  /^(PartnersPlanDeliveries|PartnersDeliver|Sweep)Function/.exec(principal)?.[1] ?? 'others';

const counting = () => {
  const calls = new Map<string, number>();
  let stirredAt = 0;
  const watch: CallWatch = {
    async after(principal, [call], { input }) {
      const part = partOf(principal);
      if (part.startsWith('Partners')) stirredAt = performance.now();
      if (!call?.action.startsWith('dynamodb:')) return;
      const isTransaction = z.object({ TransactItems: z.unknown() }).safeParse(input).success;
      const name = `${part} ${isTransaction ? 'TransactWriteItems' : call.action.replace('dynamodb:', '')}`;
      calls.set(name, (calls.get(name) ?? 0) + 1);
    },
  };
  return { watch, calls, quietMs: () => performance.now() - stirredAt };
};

const serve = async (dataDir: string): Promise<void> => {
  const { watch, calls, quietMs } = counting();
  const wire = await startEmbedded({ dataDir, port: 0, quietHours: 'off', watch });
  answerParent({
    where: () => ({ baseUrl: wire.runtime.baseUrl, operatorKey: `rwk_${wire.runtime.secret('OperatorKey')}` }),
    usage: (): WireUsage => {
      const { user, system } = process.cpuUsage();
      const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
      return { cpuMs: (user + system) / 1000, peakMiB, calls: Object.fromEntries(calls), quietMs: quietMs() };
    },
    close: () => wire.close(),
  });
};

if (import.meta.main) await serve(process.argv[2] ?? '');

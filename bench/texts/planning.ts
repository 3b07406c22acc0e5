import { type EngineUsage, startEngine } from './engine.ts';
import { inEmptyFolder } from './folder.ts';
import { subscribersFor, textedTopic } from './people.ts';
import { type Planned, startPlanner } from './planner.ts';
import { publisher } from './publisher.ts';

export interface Planning extends Planned {
  readonly audience: number;
  readonly subscribers: number;
  readonly heapMiB: number;
  readonly batches: number;
  readonly engineCpuMs: number;
  readonly usage: Pick<EngineUsage, 'calls' | 'units' | 'sqsRequests'>;
}

/** Plans one first broadcast to so many people, in a process whose heap has so much at most. */
export const measurePlanning = (audience: number, heapMiB: number): Promise<Planning> =>
  inEmptyFolder(async (folder) => {
    const began = performance.now();
    const engine = await startEngine(folder, { subscribers: subscribersFor(audience) });
    console.error(`${engine.subscribers} subscribers loaded in ${Math.round((performance.now() - began) / 1000)} s`);
    const event = await publisher()(textedTopic);
    const planner = startPlanner(heapMiB);
    try {
      await engine.countUnits(true);
      const before = await engine.usage();
      const planned = await planner.plan(event);
      const { cpuMs, ...usage } = await engine.usage();
      const batches = await engine.batches();
      const people = batches.reduce((sum, { hashes }) => sum + hashes.length, 0);
      if (planned.pending + planned.deferred !== audience || people !== planned.pending)
        throw new Error(`${planned.pending} wait, ${planned.deferred} wait for the morning, and ${people} are queued`);
      console.error(`${audience} planned in ${Math.round(planned.ms / 1000)} s`);
      return {
        ...planned,
        ...{ audience, subscribers: engine.subscribers, heapMiB, batches: batches.length },
        ...{ engineCpuMs: cpuMs - before.cpuMs, usage },
      };
    } finally {
      await planner.close();
      await engine.close();
    }
  });

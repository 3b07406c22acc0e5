import { setTimeout } from 'node:timers/promises';
import { startSample } from '../../../local/seed/sample.ts';
import { startWire } from '../../../local/wire.ts';
import type { Dev } from '../../wire-process.ts';

/** So much time passes at most: the third look over a broadcast comes 14 minutes after it was made. */
const mostMinutes = 30;
const stepMs = 30_000;
/** How long functions have for what a step made due, before it is looked again. */
const lookMs = 200;

/** The wire on a data folder once more, in this process, where time can be made to pass. */
export const startLater = async (dataDir: string, port: number, keys: Dev['keys']) => {
  const wire = await startWire({ dataDir, port, quietHours: 'off', movableClock: true });
  const sample = await startSample(wire, dataDir, () => {});
  const { runtime, twilioUrl } = wire;
  const dev: Dev = { baseUrl: runtime.baseUrl, twilioUrl, keys };
  return {
    dev,
    /** Lets time pass until it `holds`: what a death left to the Timetable comes minutes later. */
    until: async (holds: () => Promise<boolean>): Promise<void> => {
      for (let passed = 0; passed <= mostMinutes * 60_000; passed += stepMs) {
        await setTimeout(lookMs);
        if (await holds()) return;
        await runtime.passTime(stepMs);
      }
      throw new Error(`it is not so after ${mostMinutes} minutes either`);
    },
    close: async (): Promise<void> => {
      await wire.close();
      await sample.close();
    },
  };
};

import { join } from 'node:path';
import type { FunctionDefinition } from './function-definition.ts';
import { openFunctionLog } from './function-log.ts';
import { createFunction, type LocalFunction } from './function-pool.ts';
import type { MovableClock } from './movable-clock.ts';

export interface FunctionSet {
  /** Throws where the template has no such function. */
  named(name: string): LocalFunction;
  /** Loads each function once, all at a time. */
  warm(): Promise<void>;
  /** Ends the workers of a function in the middle of whatever they do, as a crash. Throws where the template has no such function. */
  kill(name: string): Promise<void>;
  /** Resolves in a moment in which no function runs. */
  atRest(): Promise<void>;
  close(): Promise<void>;
}

/** `clock`: where the functions' clocks are to be moved. */
export const createFunctions = (
  definitions: readonly FunctionDefinition[],
  dataDir: string,
  clock?: MovableClock,
): FunctionSet => {
  const all = definitions.map((each) => createFunction(each, openFunctionLog(join(dataDir, 'log'), each.name), clock));
  const named = (name: string) => {
    const found = all.find(({ definition }) => definition.name === name);
    if (found === undefined) throw new Error(`the template has no function ${name}`);
    return found;
  };
  return {
    named,
    kill: (name) => named(name).kill(),
    async atRest() {
      while (all.some(({ runs }) => runs())) await Promise.all(all.map(({ settled }) => settled()));
    },
    async warm() {
      await Promise.all(all.map((each) => each.warm()));
    },
    async close() {
      await Promise.all(all.map((each) => each.close()));
    },
  };
};

import { join } from 'node:path';
import type { FunctionDefinition } from './function-definition.ts';
import { openFunctionLog } from './function-log.ts';
import { createFunction, type LocalFunction } from './function-pool.ts';

export interface FunctionSet {
  /** Throws where the template has no such function. */
  named(name: string): LocalFunction;
  /** Loads each function once, all at a time. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

export const createFunctions = (definitions: readonly FunctionDefinition[], dataDir: string): FunctionSet => {
  const all = definitions.map((each) => createFunction(each, openFunctionLog(join(dataDir, 'log'), each.name)));
  return {
    named(name) {
      const found = all.find(({ definition }) => definition.name === name);
      if (found === undefined) throw new Error(`the template has no function ${name}`);
      return found;
    },
    async warm() {
      await Promise.all(all.map((each) => each.warm()));
    },
    async close() {
      await Promise.all(all.map((each) => each.close()));
    },
  };
};

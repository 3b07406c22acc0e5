import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const devSchema = z.object({ baseUrl: z.string(), keys: z.object({ newsroom: z.string(), operator: z.string() }) });

export interface Connection {
  readonly baseUrl: string;
  readonly key: string;
  /** For what an operator alone may ask for, if there is one. */
  readonly operatorKey: string | undefined;
}

/** Which wire to talk to: `RULINGWIRE_URL` with `RULINGWIRE_KEY`, else the embedded runtime that runs on this data folder. */
export const findConnection = async (env: Readonly<Record<string, string | undefined>>): Promise<Connection> => {
  const { RULINGWIRE_URL: baseUrl, RULINGWIRE_KEY: key, RULINGWIRE_DATA: data = '.rulingwire' } = env;
  const { RULINGWIRE_OPERATOR_KEY: operatorKey } = env;
  if (baseUrl !== undefined && key !== undefined) return { baseUrl, key, operatorKey };
  const file = join(data, 'dev.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new Error(`no wire runs on ${data}: start one with "npm start", or set RULINGWIRE_URL and RULINGWIRE_KEY`);
  const dev = devSchema.parse(JSON.parse(text));
  return { baseUrl: dev.baseUrl, key: dev.keys.newsroom, operatorKey: dev.keys.operator };
};

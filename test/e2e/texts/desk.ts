import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { newsroomFile } from '../../../infra/newsroom.ts';
import type { CallWatch } from '../../../local/aws/call-watch.ts';
import { createApiClient } from '../../../local/cli/api-client.ts';
import type { Runtime } from '../../../local/runtime.ts';
import { startWire } from '../../../local/wire.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';

const keySchema = z.object({ key: z.string() });
const newsroomSchema = z.looseObject({ texts: z.looseObject({ sender: z.looseObject({}) }) });

/** A newsroom with two editors, and the wire whose subscribers they text. */
export interface Desk {
  readonly dev: Dev;
  /** The same wire, with the other editor's key. */
  readonly other: Dev;
  readonly runtime: Runtime;
  readonly dataDir: string;
  close(): Promise<void>;
}

/** So long the careful newsroom holds a first text. */
export const holdSeconds = 600;

/**
 * The settings of a newsroom that lets another editor approve first texts, holds them, and has a slow sender. They lie at the same place
 * whoever writes them: a build is known by what it is made from, and where that lies.
 */
const carefulNewsroom = async (): Promise<string> => {
  const { texts, ...rest } = newsroomSchema.parse(JSON.parse(await readFile(newsroomFile(), 'utf8')));
  const careful = {
    ...texts,
    holdSeconds,
    approval: { first: 'second-person', corrections: 'none' },
    sender: { ...texts.sender, segmentsPerSecond: 10 },
  };
  const folder = await mkdtemp(join(tmpdir(), 'rulingwire-newsroom-'));
  await writeFile(join(folder, 'newsroom.json'), JSON.stringify({ ...rest, texts: careful }, undefined, 2));
  const file = join(tmpdir(), 'rulingwire-careful-newsroom.json');
  await rename(join(folder, 'newsroom.json'), file);
  await rm(folder, { recursive: true });
  return file;
};

/** Starts a wire of its own without night. `careful`: with the settings above instead of `newsroom.json`. */
export const openDesk = async (options: { readonly careful?: boolean; readonly watch?: CallWatch }): Promise<Desk> => {
  const { careful = false, watch } = options;
  if (careful) process.env['RULINGWIRE_NEWSROOM'] = await carefulNewsroom();
  const dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-texts-'));
  const watched = watch === undefined ? {} : { watch };
  const wire = await startWire({ dataDir, port: 0, quietHours: 'off', movableClock: true, ...watched });
  const { runtime, twilioUrl } = wire;
  const { baseUrl } = runtime;
  const operator = `rwk_${runtime.secret('OperatorKeySecret')}`;
  const keyOf = async (name: string): Promise<string> => {
    const wanted = { name, scopes: ['newsroom:write', 'newsroom:send'] };
    return (await createApiClient(baseUrl, operator).call('POST', '/v1/keys', keySchema, wanted)).key;
  };
  const devWith = (newsroom: string): Dev => ({ baseUrl, twilioUrl, keys: { newsroom, partner: '', operator } });
  return {
    dev: devWith(await keyOf('Ada')),
    other: devWith(await keyOf('Ben')),
    runtime,
    dataDir,
    close: async () => {
      await wire.close();
      await rm(dataDir, { recursive: true });
    },
  };
};

/** Lets time pass and has the sweep do what is due by then, until something has come about. */
export const passUntil = async (
  { runtime }: Pick<Desk, 'runtime'>,
  ms: number,
  cameAbout: () => Promise<boolean>,
): Promise<void> => {
  await runtime.passTime(ms);
  await waitFor(async () => {
    await runtime.invoke('SweepFunction', {});
    return cameAbout();
  }, 100);
};

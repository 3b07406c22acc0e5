import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { newsroomFile } from '../../../infra/newsroom.ts';
import { createApiClient } from '../../../local/cli/api-client.ts';
import { setUpSampleNewsroom } from '../../../local/seed/sample-newsroom.ts';
import { openSampleState } from '../../../local/seed/state.ts';
import { startWire } from '../../../local/wire.ts';
import { newsroomSchema } from '../../../shared/domain/newsroom.ts';
import type { Chance } from '../../chaos/chance.ts';
import { createEditor } from './editor.ts';
import { type ListeningPartner, startListeningPartner } from './partner.ts';
import { openStores } from './stores.ts';
import type { Strikes } from './strikes.ts';

const idSchema = z.object({ id: z.string() });
const keySchema = z.object({ key: z.string() });

/** A wire with its newsroom, five phones and two partners, one of whom fails now and then for as long as the chaos lasts. */
export const setTheScene = async (strikes: Strikes, chance: Chance) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-chaos-'));
  let calm = false;
  const steady = await startListeningPartner(() => 204);
  const fickle = await startListeningPartner(() => (!calm && chance.happens(0.2) ? 503 : 204));
  const { watch, fateOf } = strikes;
  const wire = await startWire({ dataDir, port: 0, quietHours: 'off', watch, fateOf, movableClock: true });
  const { runtime, twilioUrl } = wire;
  const { baseUrl } = runtime;
  const operatorKey = `rwk_${runtime.secret('OperatorKeySecret')}`;
  const operator = createApiClient(baseUrl, operatorKey);
  const newsroom = { ...newsroomSchema.parse(JSON.parse(await readFile(newsroomFile(), 'utf8'))), baseUrl };
  const consentVersion = newsroom.texts.consent.version;
  const receiver = { ...steady, receiptOf: async () => undefined };
  const keys = await setUpSampleNewsroom({ baseUrl, operatorKey, consentVersion }, openSampleState(dataDir), receiver);
  await addPartner(operator, baseUrl, fickle);
  const stores = openStores(runtime);

  return {
    runtime,
    twilioUrl,
    baseUrl,
    operator,
    newsroom,
    stores,
    partners: [steady, fickle],
    editor: createEditor(baseUrl, keys.newsroom),
    calmDown: (): void => {
      calm = true;
    },
    close: async (): Promise<void> => {
      stores.close();
      await wire.close();
      await Promise.all([steady.close(), fickle.close()]);
      await rm(dataDir, { recursive: true });
    },
  };
};
export type Scene = Awaited<ReturnType<typeof setTheScene>>;

/** One who wants the harbor alone, and slowly. */
const addPartner = async (
  operator: ReturnType<typeof createApiClient>,
  baseUrl: string,
  { url }: ListeningPartner,
): Promise<void> => {
  const { id } = await operator.call('POST', '/v1/partners', idSchema, { name: 'The Pier Post' });
  const { key } = await operator.call('POST', `/v1/partners/${id}/keys`, keySchema, { name: 'The Pier Post' });
  const wanted = { url, contact: 'desk@pier-post.example', filters: { topics: ['harbor'] }, maxInFlight: 2 };
  await createApiClient(baseUrl, key).call('POST', '/v1/endpoints', idSchema, wanted);
};

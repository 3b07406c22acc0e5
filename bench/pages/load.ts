/** A data folder of the embedded wire in which so many people hear of a ruling at once. Run in a process of its own, whose memory ends with it. */
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { startJsonServer } from '../../local/aws/json-server.ts';
import { openKeyService } from '../../local/aws/key-service.ts';
import { startWire } from '../../local/wire.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { loadPeople } from '../texts/load-people.ts';
import { compatriot, type Person, subscribersFor } from '../texts/people.ts';
import { answerParent, startChild } from '../webhooks/child.ts';

const environmentSchema = z.object({ SUBSCRIBERS_TABLE: z.string(), VAULT_KEY_ID: z.string() });

/** Makes the tables by starting the wire once, and puts people into them while it is closed. Answers how many subscribers there are. */
export const loadFolder = async (dataDir: string, audience: number): Promise<number> => {
  const child = startChild(new URL(import.meta.url), [dataDir, String(audience)]);
  const loaded = await child.ask('load', z.int());
  await child.close();
  return loaded;
};

function* compatriots(count: number): Generator<Person> {
  for (let number = 0; number < count; number++) yield compatriot(number);
}

const load = async (dataDir: string, audience: number): Promise<number> => {
  const wire = await startWire({ dataDir, port: 0 });
  const environment = environmentSchema.parse(wire.runtime.environmentOf('SendTexts'));
  await wire.close();
  const kms = await startJsonServer(openKeyService(join(dataDir, 'keys.json')).operations);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new KMSClient({ endpoint: kms.url, region: 'us-east-1', credentials });
  const people = compatriots(subscribersFor(audience));
  const vault = createVault(environment.VAULT_KEY_ID, client);
  const loaded = await loadPeople(join(dataDir, 'dynamo'), people, vault, environment.SUBSCRIBERS_TABLE);
  client.destroy();
  await kms.close();
  return loaded;
};

if (import.meta.main)
  answerParent({ load: () => load(process.argv[2] ?? '', z.coerce.number().parse(process.argv[3])), close: () => {} });

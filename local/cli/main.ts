#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ApiError, createApiClient } from './api-client.ts';
import { findConnection } from './connection.ts';
import { followEvent, readDistribution } from './distribution.ts';
import { publishFile } from './publish.ts';
import { createReport } from './report.ts';

const usage = `rulingwire: publish rulings and see where they went

  rulingwire publish FILE    publish the ruling in a JSON file, and follow it to its readers
  rulingwire show RULING     print where each event of a ruling stands on every channel

It talks to the embedded runtime of this folder (RULINGWIRE_DATA, .rulingwire), or to RULINGWIRE_URL with RULINGWIRE_KEY.`;

const publish = async (file: string): Promise<void> => {
  const { baseUrl, key } = await findConnection(process.env);
  const api = createApiClient(baseUrl, key);
  const startedAt = Date.now();
  const { ruling, event } = await publishFile(api, file);
  console.log(`${ruling.headline}\n  ${ruling.id}, event ${event.id}, sequence ${event.sequence}`);
  const texting = event.texts === 'immediate';
  await followEvent(api, { rulingId: ruling.id, eventId: event.id, texting }, createReport(startedAt, console.log));
};

const show = async (rulingId: string): Promise<void> => {
  const { baseUrl, key } = await findConnection(process.env);
  console.log(JSON.stringify(await readDistribution(createApiClient(baseUrl, key), rulingId), null, 2));
};

const commands: Readonly<Record<string, (argument: string) => Promise<void>>> = { publish, show };

const main = async (): Promise<number> => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [name = '', argument] = positionals;
  const command = commands[name];
  if (!command || argument === undefined) {
    console.error(usage);
    return 2;
  }
  try {
    await command(argument);
    return 0;
  } catch (error) {
    console.error(error instanceof ApiError || error instanceof Error ? error.message : String(error));
    return 1;
  }
};

process.exitCode = await main();

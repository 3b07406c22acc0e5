#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { adopt } from './adopt/command.ts';
import { createApiClient } from './api-client.ts';
import { checkReceiverAt } from './check-receiver/command.ts';
import { findConnection } from './connection.ts';
import { followEvent, readDistribution } from './distribution.ts';
import { importFile } from './import/command.ts';
import { publishFile } from './publish.ts';
import { createReport } from './report.ts';
import { UsageError } from './usage-error.ts';

const usage = `rulingwire: publish rulings and see where they went

  rulingwire publish FILE    publish the ruling in a JSON file, and follow it to its readers
  rulingwire show RULING     print where each event of a ruling stands on every channel
  rulingwire import FILE     import rulings, one a line of NDJSON; - is standard input (docs/import.md)
  rulingwire adopt URL       import the fact-checks of a site by their ClaimReview markup (docs/adopt.md)
      --pace N               N requests a second at most (1)
      --limit N              the newest N pages alone
      --report FILE          what could not be taken over, as NDJSON
      --follow               then look for new and changed pages
      --every MINUTES        how often (15)
      --texts                new ones may be texted
      --state FILE           remember the pages, to go on from there
  rulingwire check-receiver URL
                             what a partner's receiver does with good and bad messages (docs/check-receiver.md)
      --secret SECRET        the endpoint's secret; better in RULINGWIRE_WEBHOOK_SECRET, where nobody else sees it
      --json                 the report as JSON

It talks to the embedded runtime of this folder (RULINGWIRE_DATA, .rulingwire), or to RULINGWIRE_URL with RULINGWIRE_KEY
and, to rebuild the feeds, RULINGWIRE_OPERATOR_KEY. check-receiver talks to the receiver alone.`;

/** The one argument of a command that has no options. */
const onlyArgument = (args: readonly string[]): string => {
  const [argument, ...others] = parseArgs({ args: [...args], allowPositionals: true }).positionals;
  if (argument === undefined || others.length > 0) throw new UsageError('takes one argument');
  return argument;
};

const publish = async (args: readonly string[]): Promise<number> => {
  const file = onlyArgument(args);
  const { baseUrl, key } = await findConnection(process.env);
  const api = createApiClient(baseUrl, key);
  const startedAt = Date.now();
  const { ruling, event } = await publishFile(api, file);
  console.log(`${ruling.headline}\n  ${ruling.id}, event ${event.id}, sequence ${event.sequence}`);
  const texting = event.texts === 'immediate';
  await followEvent(api, { rulingId: ruling.id, eventId: event.id, texting }, createReport(startedAt, console.log));
  return 0;
};

const show = async (args: readonly string[]): Promise<number> => {
  const rulingId = onlyArgument(args);
  const { baseUrl, key } = await findConnection(process.env);
  console.log(JSON.stringify(await readDistribution(createApiClient(baseUrl, key), rulingId), null, 2));
  return 0;
};

/** Each reads its own options, and answers its exit code. */
const commands: ReadonlyMap<string, (args: readonly string[]) => Promise<number>> = new Map([
  ['publish', publish],
  ['show', show],
  ['import', (args) => importFile(onlyArgument(args))],
  ['adopt', adopt],
  ['check-receiver', checkReceiverAt],
]);

const isUsage = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_'));

const main = async ([name = '', ...args]: readonly string[]): Promise<number> => {
  const command = commands.get(name);
  if (!command) {
    console.error(usage);
    return 2;
  }
  try {
    return await command(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    if (!isUsage(error)) return 1;
    console.error(`\n${usage}`);
    return 2;
  }
};

process.exitCode = await main(process.argv.slice(2));

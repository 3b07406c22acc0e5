/** What `npm start` adds to the runtime: the sample newsroom, the file dev.json, and on the first run the job shown. */
import { readFileSync } from 'node:fs';
import { newsroomFile } from '../../infra/newsroom.ts';
import { type Newsroom, newsroomSchema } from '../../shared/domain/newsroom.ts';
import { quietHours as windowOf } from '../../shared/domain/quiet-hours.ts';
import { zoneKeyOf } from '../../shared/domain/time-zone.ts';
import { writeDevFile } from '../dev-file.ts';
import type { Wire } from '../wire.ts';
import { showTheJob } from './first-run.ts';
import { startReceiver } from './receiver.ts';
import { samplePhones, setUpSampleNewsroom } from './sample-newsroom.ts';
import { openSampleState } from './state.ts';

const readNewsroom = (): Newsroom => newsroomSchema.parse(JSON.parse(readFileSync(newsroomFile(), 'utf8')));

/**
 * Whether the first run must switch quiet hours off to show a text: when it is night, or not yet morning, at every sample phone.
 * A setting of the user's, and every later run, stay as they are.
 */
export const allAsleepOnFirstRun = (dataDir: string, now: number): boolean => {
  if (openSampleState(dataDir).get().published) return false;
  const windowAt = windowOf(readNewsroom().texts);
  return samplePhones.every((phone) => !windowAt(zoneKeyOf(phone), now).open);
};

/** Sets the sample newsroom up where it is not, says so in dev.json, and shows the job on the first run. Answers how to end it. */
export const startSample = async (
  { runtime, twilioUrl }: Wire,
  dataDir: string,
  print: (line: string) => void,
): Promise<{ close(): Promise<void> }> => {
  const state = openSampleState(dataDir);
  const receiver = await startReceiver(() => state.get().endpoint?.secret ?? '');
  const operator = `rwk_${runtime.secret('OperatorKeySecret')}`;
  const { baseUrl } = runtime;
  const consentVersion = readNewsroom().texts.consent.version;
  const keys = await setUpSampleNewsroom({ baseUrl, operatorKey: operator, consentVersion }, state, receiver);
  writeDevFile(dataDir, { baseUrl, twilioUrl, keys: { ...keys, operator } });
  print(`Ready on ${baseUrl}`);
  if (!state.get().published) {
    await showTheJob({ baseUrl, key: keys.newsroom }, receiver, print);
    state.save({ published: true });
  }
  return receiver;
};

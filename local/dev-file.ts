import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateJson } from './aws/private-file.ts';

/** What tools need to talk to the runtime that is up. It holds keys, so its owner alone may read it. */
export interface DevFile {
  baseUrl: string;
  twilioUrl: string;
  keys: { newsroom: string; partner: string; operator: string };
}

const pathIn = (dataDir: string): string => join(dataDir, 'dev.json');

/** Appears when everything is ready, and whole. */
export const writeDevFile = (dataDir: string, content: DevFile): void => writePrivateJson(pathIn(dataDir), content);

export const removeDevFile = (dataDir: string): void => rmSync(pathIn(dataDir), { force: true });

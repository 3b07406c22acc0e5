import { join } from 'node:path';
import * as z from 'zod';
import { readPrivateJson, writePrivateJson } from '../aws/private-file.ts';

const schema = z.object({ sequenceNumber: z.string() });

export interface Checkpoint {
  /** The sequence number of the last record that is done with. */
  read(): string | undefined;
  write(sequenceNumber: string): void;
}

/** The place of one mapping in one shard, kept in a file of its own; a kill leaves the old place or the new. */
export const openCheckpoint = (folder: string, mapping: string, shardId: string): Checkpoint => {
  const file = join(folder, `${mapping}.${shardId}.json`);
  let current = readPrivateJson(file, schema)?.sequenceNumber;
  return {
    read: () => current,
    write(sequenceNumber) {
      if (sequenceNumber !== current) writePrivateJson(file, { sequenceNumber });
      current = sequenceNumber;
    },
  };
};

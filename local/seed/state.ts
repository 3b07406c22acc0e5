import { join } from 'node:path';
import * as z from 'zod';
import { readPrivateJson, writePrivateJson } from '../aws/private-file.ts';

const stateSchema = z.object({
  newsroomKey: z.string().optional(),
  partnerId: z.string().optional(),
  partnerKey: z.string().optional(),
  endpoint: z.object({ id: z.string(), secret: z.string() }).optional(),
  subscribed: z.boolean().default(false),
  published: z.boolean().default(false),
});
type State = z.output<typeof stateSchema>;

/** How far the sample newsroom is set up. Keys and secrets are shown once, so they are kept here, readable by the owner alone. */
export interface SampleState {
  get(): State;
  save(step: Partial<State>): void;
}

export const openSampleState = (dataDir: string): SampleState => {
  const file = join(dataDir, 'sample.json');
  let state = readPrivateJson(file, stateSchema) ?? stateSchema.parse({});
  return {
    get: () => state,
    save: (step) => {
      state = { ...state, ...step };
      writePrivateJson(file, state);
    },
  };
};

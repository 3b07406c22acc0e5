import type { Chance } from '../../chaos/chance.ts';
import type { Scene } from './scene.ts';

/** So long is a text in the middle of being handed over that a message which comes twice finds it there. */
const slow = { delayMs: 600, times: 6 } as const;

/** What the texts of a round meet at Twilio. */
export const twilioMisbehaves = async ({ twilioUrl }: Pick<Scene, 'twilioUrl'>, chance: Chance): Promise<void> => {
  const faults = [
    { acceptThen: 'cut' },
    { acceptThen: 500 },
    { status: 429, code: 20429 },
    { callbacks: 'repeat' },
    { callbacks: 'reorder' },
  ] as const;
  for (const fault of [...chance.some(faults, 0.2), ...chance.some([slow], 0.6)])
    await fetch(`${twilioUrl}/_sim/faults`, { method: 'POST', body: JSON.stringify(fault) });
};

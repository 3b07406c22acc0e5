import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';
import type { BroadcastOverTime } from '../../../shared/use-cases/show-broadcasts.ts';
import type { Api } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { motionOfTexts } from './pace.ts';
import { TextsOverTime } from './texts-over-time.tsx';
import { TextsStand } from './texts-stand.tsx';

const movingMs = 5_000;

interface TextsOfEventProps {
  readonly api: Api;
  readonly texts: TextsDistribution;
  readonly onDone: () => void;
}

/** Where an event's send stands, and when its texts left. */
export const TextsOfEvent = ({ api, texts, onDone }: TextsOfEventProps) => {
  const moves = motionOfTexts(texts) === 'moves';
  const path = `/v1/broadcasts/${texts.broadcastId}`;
  const { value } = usePolling<{ broadcast: BroadcastOverTime }>(api, path, moves ? { everyMs: movingMs } : {});
  return (
    <>
      <TextsStand {...{ api, texts, onDone }} />
      {value && <TextsOverTime timeline={value.broadcast.timeline} />}
    </>
  );
};

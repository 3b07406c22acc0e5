import { useState } from 'preact/hooks';
import type { Channel } from '../../../shared/domain/channel.ts';
import type { RulingEntry } from '../../../shared/ports/ruling-store.ts';
import type { ShownBroadcast } from '../../../shared/use-cases/show-broadcasts.ts';
import type { Api, Listed } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { Stale } from '../../parts/stale.tsx';
import { type Motion, motionOfTexts } from '../distribution/pace.ts';
import { PausedChannels } from '../distribution/paused-channels.tsx';
import { usePaced } from '../distribution/use-paced.ts';
import { Send } from './send.tsx';

const [few, most] = [20, 50];
/** Fact-checks that changed last, whose headlines are known by that; an older one is named by its id. */
const named = 100;
/** What somebody else sends is seen within so long, also where all else is done. */
const restMs = 20_000;

interface ShownSends extends Listed<ShownBroadcast> {
  readonly pausedChannels: readonly Channel[];
}

const motionOf = ({ items }: Listed<ShownBroadcast>): Motion => {
  const motions = items.map(motionOfTexts);
  return motions.includes('moves') ? 'moves' : motions.includes('waits') ? 'waits' : 'rests';
};

/** The newest sends and digests. */
export const Sends = ({ api }: { readonly api: Api }) => {
  const [limit, setLimit] = useState(few);
  const { value, failure, wake } = usePaced<ShownSends>(api, `/v1/broadcasts?limit=${limit}`, motionOf, restMs);
  const { value: rulings } = usePolling<Listed<RulingEntry>>(api, `/v1/rulings?limit=${named}`);
  const headlines = new Map<string, string>(rulings?.items.map(({ id, headline }) => [id, headline]));
  return (
    <>
      <Stale failure={failure} shown={value !== undefined} retry={wake} />
      {value === undefined && failure === undefined && <p role="status">Looking …</p>}
      {value && <PausedChannels channels={value.pausedChannels.filter((channel) => channel === 'texts')} />}
      {value?.items.length === 0 && <p>Nothing has been sent yet.</p>}
      {value?.items.map((broadcast) => (
        <Send key={broadcast.broadcastId} {...{ api, broadcast, headlines }} onDone={wake} />
      ))}
      {value?.items.length === few && limit === few && (
        <button type="button" class="quiet" onClick={() => setLimit(most)}>
          Show {most}
        </button>
      )}
    </>
  );
};

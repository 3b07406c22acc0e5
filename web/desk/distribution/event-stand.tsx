import type { Api } from '../../api/client.ts';
import { DeliveriesStand } from './deliveries-stand.tsx';
import { FeedsWritten } from './feeds-written.tsx';
import type { ShownDistribution } from './pace.ts';
import { TextsOfEvent } from './texts-of-event.tsx';

interface EventStandProps {
  readonly api: Api;
  readonly event: ShownDistribution['events'][number];
  readonly onDone: () => void;
}

/** Where one event stands on every channel. */
export const EventStand = ({ api, event: { feeds, texts, deliveries }, onDone }: EventStandProps) => (
  <div class="channels">
    <section>
      <h4>Texts</h4>
      {texts ? <TextsOfEvent {...{ api, texts, onDone }} /> : <p>No texts are sent for this.</p>}
    </section>
    <div>
      <section>
        <h4>Partners</h4>
        <DeliveriesStand deliveries={deliveries} />
      </section>
      <section>
        <h4>Feeds</h4>
        <FeedsWritten feeds={feeds} />
      </section>
    </div>
  </div>
);

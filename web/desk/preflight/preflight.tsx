import type { Form } from '../compose/form.ts';
import { PausedChannels } from '../distribution/paused-channels.tsx';
import { AudienceOf } from './audience.tsx';
import { FeedEntry } from './feed-entry.tsx';
import { Forecast } from './forecast.tsx';
import { Phone } from './phone.tsx';
import { Status } from './status.tsx';
import type { Preflight } from './use-preflight.ts';

interface PreflightPanelProps {
  readonly preflight: Preflight;
  readonly form: Form;
}

/** What would become of the draft, if it were published now. */
export const PreflightPanel = ({ preflight, form }: PreflightPanelProps) => {
  const { plan, current, failure } = preflight;
  return (
    <section class="preflight" aria-labelledby="preflight-title">
      <h2 id="preflight-title">If it is published now</h2>
      <Status preflight={preflight} />
      {plan === undefined && failure === undefined && (
        <p class="soft">
          Shows the text, who gets it and what it costs, once there is a headline, a claim and a rating.
        </p>
      )}
      {plan && (
        <div class={current ? 'plan' : 'plan old'}>
          <PausedChannels channels={plan.pausedChannels} />
          <Texts plan={plan} form={form} />
          <FeedEntry entry={plan.feedEntry} />
          <details>
            <summary>To partners</summary>
            <pre class="whole">{JSON.stringify(plan.webhook, undefined, 2)}</pre>
          </details>
        </div>
      )}
    </section>
  );
};

const Texts = ({ plan: { texts }, form }: { readonly plan: NonNullable<Preflight['plan']>; readonly form: Form }) => {
  if (texts.mode === 'none') return <p>No texts are sent.</p>;
  if (texts.mode === 'digest') return <p>Subscribers get its headline and rating in the next text digest.</p>;
  return (
    <>
      <Phone texts={texts} form={form} />
      <AudienceOf audience={texts.audience} />
      <Forecast texts={texts} />
    </>
  );
};

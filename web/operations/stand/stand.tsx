import type { Api } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { Stale } from '../../parts/stale.tsx';
import { Channels } from './channels.tsx';
import { Endpoints } from './endpoints.tsx';
import { LogAndDueWork } from './log-and-due-work.tsx';
import type { OperationsNow } from './operations.ts';
import { Queues } from './queues.tsx';
import { Rebuild } from './rebuild.tsx';
import { Verdict } from './verdict.tsx';

const everyMs = 2_000;

/** How the wire stands, and what an operator does about it. */
export const Stand = ({ api }: { readonly api: Api }) => {
  const { value: now, failure, refresh } = usePolling<OperationsNow>(api, '/v1/operations', { everyMs });
  return (
    <>
      <Stale failure={failure} shown={now !== undefined} retry={refresh} />
      {now === undefined && failure === undefined && <p class="soft">Loading …</p>}
      {now && (
        <>
          <Verdict now={now} />
          <Channels api={api} channels={now.channels} refresh={refresh} />
          <Queues api={api} queues={now.queues} refresh={refresh} />
          <LogAndDueWork now={now} />
          <Endpoints endpoints={now.endpoints} />
          <Rebuild api={api} rebuild={now.feedsRebuild} refresh={refresh} />
        </>
      )}
    </>
  );
};

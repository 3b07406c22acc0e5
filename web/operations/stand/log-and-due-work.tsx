import { Moment } from '../../parts/moment.tsx';
import { counted, numeral } from '../../parts/numbers.ts';
import { mostCounted } from './findings.ts';
import type { OperationsNow } from './operations.ts';

const Oldest = ({ at, said }: { readonly at: string | null; readonly said: string }) =>
  at === null ? null : (
    <span class="soft">
      , {said} <Moment at={at} zone />
    </span>
  );

/** How far the relay is behind the log, and what should have been done by now: the ages of work, which queues do not tell. */
export const LogAndDueWork = ({ now: { relay, dueWork } }: { readonly now: OperationsNow }) => (
  <section>
    <h2 id="log" tabIndex={-1}>
      Log and due work
    </h2>
    <dl class="facts">
      <dt>Events in the log</dt>
      <dd>{numeral(relay.lastSequence)}</dd>
      <dt>Not sent on yet</dt>
      <dd>
        {relay.behind === 0 ? 'None' : numeral(relay.behind)}
        <Oldest at={relay.oldestAt} said="the oldest from" />
      </dd>
      <dt>Work overdue</dt>
      <dd>
        {dueWork.overdue === 0 ? 'None' : counted(dueWork.overdue, 'piece', 'pieces', mostCounted)}
        <Oldest at={dueWork.oldestAt} said="the oldest due" />
      </dd>
    </dl>
  </section>
);

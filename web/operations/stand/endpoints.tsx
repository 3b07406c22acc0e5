import { Moment } from '../../parts/moment.tsx';
import { counted, numeral } from '../../parts/numbers.ts';
import { Scrolls } from '../../parts/scrolls.tsx';
import type { OperationsNow } from './operations.ts';

/** Partners' endpoints, and those among them that are not well. */
export const Endpoints = ({ endpoints }: { readonly endpoints: OperationsNow['endpoints'] }) => {
  const { active, failing, disabled, unwell } = endpoints;
  const unnamed = failing + disabled - unwell.length;
  return (
    <section>
      <h2 id="endpoints" tabIndex={-1}>
        Partners’ endpoints
      </h2>
      <p>
        {numeral(active)} active, {numeral(failing)} failing, {numeral(disabled)} disabled.
      </p>
      {unwell.length > 0 && (
        <Scrolls label="Endpoints with problems">
          <table>
            <thead>
              <tr>
                <th scope="col">Endpoint</th>
                <th scope="col">Partner</th>
                <th scope="col">Status</th>
                <th scope="col">Failing since</th>
                <th scope="col">Why disabled</th>
              </tr>
            </thead>
            <tbody>
              {unwell.map(({ id, partnerId, partnerName, host, status, failingSince, disabledReason }) => (
                <tr key={id}>
                  <th scope="row">
                    {host} <code class="soft">{id}</code>
                  </th>
                  <td>
                    {partnerName} <code class="soft">{partnerId}</code>
                  </td>
                  <td>
                    <span class={`tag ${status === 'disabled' ? 'bad' : 'warn'}`}>{status}</span>
                  </td>
                  <td>{failingSince === null ? '–' : <Moment at={failingSince} />}</td>
                  <td>{disabledReason ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
      {unnamed > 0 && <p>And {counted(unnamed, 'other', 'others')}.</p>}
    </section>
  );
};

import type { DeliveriesDistribution } from '../../../shared/use-cases/distribution-of-deliveries.ts';
import { Shares } from '../../parts/shares.tsx';
import { PartnersTable } from './partners-table.tsx';

/** Where an event stands at partners. Those that have the least of it come first. */
export const DeliveriesStand = ({ deliveries }: { readonly deliveries: DeliveriesDistribution }) => {
  const { owed, delivered, pending, waiting, superseded, partners } = deliveries;
  if (owed === 0) return <p>It goes to no partners.</p>;
  const least = partners.toSorted((one, other) => (one.gotRevision ?? 0) - (other.gotRevision ?? 0));
  return (
    <>
      <Shares
        label="Deliveries owed"
        parts={[
          { label: 'delivered', count: delivered, tone: 'good' },
          { label: 'on their way', count: pending, tone: 'accent' },
          { label: 'waiting for another attempt', count: waiting, tone: 'warn' },
          { label: 'replaced by a later change', count: superseded, tone: 'soft' },
        ]}
      />
      {partners.length > 0 && (
        <details>
          <summary>By partner</summary>
          <PartnersTable caption="What partners have" partners={least} />
        </details>
      )}
    </>
  );
};

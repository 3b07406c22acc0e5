import type { CorrectionReach } from '../../../shared/use-cases/correction-reach.ts';
import { Shares } from '../../parts/shares.tsx';
import { PartnersTable } from './partners-table.tsx';

/** How far the last correction has come among the partners that had the error. */
export const Reach = ({ reach }: { readonly reach: CorrectionReach }) => {
  const { revision, partners, acknowledged, outstanding } = reach;
  return (
    <section aria-labelledby="reach">
      <h3 id="reach">Reach of the correction</h3>
      {partners === 0 ? (
        <p>No partner had received what revision {revision} corrects.</p>
      ) : (
        <Shares
          label={`Partners that had received what revision ${revision} corrects`}
          parts={[
            { label: 'acknowledged the correction', count: acknowledged, tone: 'good' },
            { label: 'not acknowledged yet', count: outstanding.length, tone: 'warn' },
          ]}
        />
      )}
      {outstanding.length > 0 && (
        <details open={outstanding.length <= 10}>
          <summary>Who has not acknowledged it</summary>
          <PartnersTable caption="Partners that have not acknowledged it" partners={outstanding} />
        </details>
      )}
    </section>
  );
};

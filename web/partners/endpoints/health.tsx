import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import { Moment } from '../../parts/moment.tsx';

const tones = { active: 'good', failing: 'warn', disabled: 'bad' } as const;

type HealthProps = Pick<EndpointView, 'status' | 'failingSince' | 'disabledReason' | 'disabledAt'>;

/** How an endpoint does, in words. */
export const Health = ({ status, failingSince, disabledReason, disabledAt }: HealthProps) => (
  <>
    <span class={`tag ${tones[status]}`}>{status}</span>{' '}
    {status === 'failing' && failingSince && (
      <span>
        since <Moment at={failingSince} />
      </span>
    )}
    {status === 'disabled' && (
      <span>
        {disabledAt && (
          <>
            since <Moment at={disabledAt} />,{' '}
          </>
        )}
        because {disabledReason}
      </span>
    )}
  </>
);

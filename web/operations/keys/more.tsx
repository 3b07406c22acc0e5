import type { Paged } from '../../api/listed.ts';
import { Failed } from '../../parts/failed.tsx';

/** Below a list that comes in pages: what went wrong, and the way on. */
export const More = ({ of: { known, busy, failure, more } }: { readonly of: Paged<unknown> }) => (
  <>
    <Failed failure={failure?.kind === 'unauthorized' ? undefined : failure} />
    {busy && <p class="soft">Loading …</p>}
    {more && (
      <p>
        <button type="button" class="quiet" onClick={more}>
          {failure !== undefined || !known ? 'Try again' : 'Show more'}
        </button>
      </p>
    )}
  </>
);

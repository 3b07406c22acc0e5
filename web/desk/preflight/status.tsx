import type { FieldError } from '../../api/client.ts';
import { Moment } from '../../parts/moment.tsx';
import { labelAt } from '../compose/labels.ts';
import type { Preflight } from './use-preflight.ts';

/** Fields that are named before it is only said how many. */
const mostNamed = 6;

const fieldsInWords = (errors: readonly FieldError[]): string => {
  const names = [...new Set(errors.map(({ pointer }) => labelAt(pointer) ?? pointer))];
  const others = names.length - mostNamed;
  return names.slice(0, mostNamed).join(', ') + (others > 0 ? ` and ${others} more` : '');
};

/** Whether what is shown is that of the draft as it stands, and why not. */
export const Status = ({ preflight }: { readonly preflight: Preflight }) => {
  const { plan, asOf, failure, current, again } = preflight;
  const tried = failure && failure.kind !== 'refused' && failure.kind !== 'unauthorized';
  return (
    <div class="preflight-status">
      <div role="status">
        {failure?.kind === 'refused' && failure.errors.length > 0 && (
          <p>Still missing or not right: {fieldsInWords(failure.errors)}.</p>
        )}
        {failure?.kind === 'refused' && failure.errors.length === 0 && <p>{failure.title}.</p>}
        {tried && (
          <p>
            {failure.title}.{plan && ' What you see is from before.'}{' '}
            <button type="button" class="small" onClick={again}>
              Try again
            </button>
          </p>
        )}
      </div>
      {plan && !current && failure === undefined && <p class="soft">Updating …</p>}
      {asOf !== undefined && current && (
        <p class="soft">
          As the draft stands. As of <Moment at={asOf} />.
        </p>
      )}
    </div>
  );
};

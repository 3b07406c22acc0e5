import type { FieldError } from '../../api/client.ts';
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
  const { plan, failure, current, again } = preflight;
  const tried = failure?.kind === 'offline' || failure?.kind === 'broken';
  return (
    <div class="preflight-status">
      <div role="status">
        {failure?.kind === 'refused' && failure.errors.length > 0 && (
          <p>To be filled in or mended: {fieldsInWords(failure.errors)}.</p>
        )}
        {failure?.kind === 'refused' && failure.errors.length === 0 && <p>{failure.title}.</p>}
        {tried && (
          <p>
            {failure.title}.{plan && ' What is shown is from before.'}{' '}
            <button type="button" class="small" onClick={again}>
              Try again
            </button>
          </p>
        )}
      </div>
      {plan && !current && failure === undefined && <p class="soft">Being worked out …</p>}
      {plan && current && <p class="soft">As the draft stands.</p>}
    </div>
  );
};

import type { Form } from '../compose/form.ts';
import { Marked } from './marked.tsx';
import { respelled, respellings } from './plain-spelling.ts';
import type { Plan } from './use-preflight.ts';

/** The text as it arrives, how many segments it takes, and what makes it dearer than it need be. */
export const Phone = ({ texts, form }: { readonly texts: Plan['texts']; readonly form: Form }) => {
  const { body, segments, encoding, outsideGsm } = texts;
  return (
    <section>
      <h3>On a phone</h3>
      <div class="phone">
        <p class="bubble">
          <Marked text={body} characters={outsideGsm} />
        </p>
      </div>
      <p>
        {segments === 1 ? '1 segment' : `${segments} segments`}, {encoding}
        {form.text(['textBody']) === '' && <span class="soft"> · the link is a sample</span>}
      </p>
      {outsideGsm.length > 0 && <Dear outside={outsideGsm} form={form} />}
    </section>
  );
};

const Dear = ({ outside, form }: { readonly outside: readonly string[]; readonly form: Form }) => {
  const source = form.text(['textBody']) === '' ? 'headline' : 'textBody';
  const text = form.text([source]);
  const changes = respellings(text, outside);
  const field = source === 'headline' ? 'headline' : 'own text';
  return (
    <div class="note warn">
      <p>
        A segment holds 70 characters instead of 160, because of{' '}
        {outside.map((character) => `“${character}”`).join(' ')}.
      </p>
      {changes.length > 0 && (
        <button type="button" class="small" onClick={() => form.set([source], respelled(text, changes))}>
          In the {field}, write {changes.map(({ from, to }) => `${to} for ${from}`).join(', ')}
        </button>
      )}
    </div>
  );
};

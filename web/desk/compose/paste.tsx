import { useState } from 'preact/hooks';
import { Confirm } from '../../parts/confirm.tsx';
import { Field } from '../../parts/field.tsx';
import { type Draft, parseDraft } from './draft.ts';

interface PasteProps {
  readonly draft: Draft;
  readonly take: (draft: Draft) => void;
  readonly onClose: () => void;
}

/** The whole draft as JSON, to be replaced by one from a CMS, or to be changed where the form has no field. */
export const Paste = ({ draft, take, onClose }: PasteProps) => {
  const [text, setText] = useState(() => JSON.stringify(draft, undefined, 2));
  const [wrong, setWrong] = useState<string>();
  const fill = (): void => {
    const parsed = parseDraft(text);
    if ('wrong' in parsed) setWrong(parsed.wrong);
    else take(parsed.draft);
  };
  return (
    <Confirm title="The draft as JSON" action="Fill the form" onConfirm={fill} onClose={onClose}>
      <Field
        label="JSON"
        hint="Paste a draft from your CMS over it. Anything the form has no field for is kept."
        error={wrong}
      >
        {(described) => (
          <textarea
            {...described}
            class="json"
            rows={16}
            spellcheck={false}
            value={text}
            onFocus={(event) => event.currentTarget.select()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
    </Confirm>
  );
};

import { useId } from 'preact/hooks';

interface FindChoiceProps {
  readonly label: string;
  readonly sought: string;
  readonly setSought: (sought: string) => void;
  readonly shown: number;
  readonly all: number;
  readonly shownOf: (shown: string, all: string) => string;
}

/** Narrows a long list by a word, and tells how much of it is shown. */
export const FindChoice = ({ label, sought, setSought, shown, all, shownOf }: FindChoiceProps) => {
  const id = useId();
  const number = new Intl.NumberFormat(document.documentElement.lang);
  return (
    <div class="find">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="search"
        autocomplete="off"
        value={sought}
        onInput={(event) => setSought(event.currentTarget.value)}
        onKeyDown={(event) => {
          // it searches as one types: Enter would send the form
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      <p class="hint" role="status">
        {shownOf(number.format(shown), number.format(all))}
      </p>
    </div>
  );
};

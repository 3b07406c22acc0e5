import { useState } from 'preact/hooks';

interface LogStepsProps {
  readonly after: number;
  readonly pageSize: number;
  readonly next: string | null;
  readonly setAfter: (after: number) => void;
}

/** Earlier, later, or from a number on. */
export const LogSteps = ({ after, pageSize, next, setAfter }: LogStepsProps) => {
  const [from, setFrom] = useState('');
  const go = (event: Event): void => {
    event.preventDefault();
    setAfter(Number(from) - 1);
    setFrom('');
  };
  return (
    <div class="steps">
      <button
        type="button"
        class="small"
        disabled={after === 0}
        onClick={() => setAfter(Math.max(0, after - pageSize))}
      >
        Earlier
      </button>
      <button type="button" class="small" disabled={next === null} onClick={() => setAfter(Number(next))}>
        Later
      </button>
      <form onSubmit={go}>
        <label for="from">From no.</label>
        <input
          id="from"
          inputMode="numeric"
          pattern="[1-9][0-9]{0,14}"
          title="A number from 1 on"
          required
          autocomplete="off"
          value={from}
          onInput={(event) => setFrom(event.currentTarget.value)}
        />
        <button type="submit" class="small">
          Show
        </button>
      </form>
    </div>
  );
};

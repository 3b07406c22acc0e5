interface FieldErrorProps {
  /** By which the field names it in `aria-describedby`. */
  readonly id: string;
  readonly error: string | undefined;
}

/** What is wrong with what stands above it; nothing where nothing is. */
export const FieldError = ({ id, error }: FieldErrorProps) =>
  error ? (
    <p id={id} class="error">
      {error}
    </p>
  ) : null;

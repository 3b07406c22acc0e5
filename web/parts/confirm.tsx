import type { ComponentChildren } from 'preact';
import { Dialog } from './dialog.tsx';

interface ConfirmProps {
  readonly title: string;
  /** What the button says that does it. */
  readonly action: string;
  /** What the button says that does not. */
  readonly back?: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  /** It was left, by the button or by Escape. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Asks once more before something that cannot be taken back. */
export const Confirm = ({
  title,
  action,
  back = 'Go back',
  danger = false,
  busy = false,
  onConfirm,
  onClose,
  children,
}: ConfirmProps) => (
  <Dialog title={title} onClose={onClose}>
    {children}
    <p class="actions">
      <button
        type="button"
        class={danger ? 'danger' : undefined}
        aria-disabled={busy}
        // a key that is held down has not been pressed here
        onKeyDown={(event) => event.repeat && event.preventDefault()}
        onClick={onConfirm}
      >
        {action}
      </button>
      <button type="button" class="quiet" onClick={onClose}>
        {back}
      </button>
    </p>
  </Dialog>
);

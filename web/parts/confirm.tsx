import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface ConfirmProps {
  readonly title: string;
  /** What the button says that does it. */
  readonly action: string;
  /** What the button says that does not. */
  readonly back?: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  /** It was left, by the button, by Escape, or because it is done. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Asks once more before something that cannot be taken back. Open for as long as it is there. */
export const Confirm = ({
  title,
  action,
  back = 'Go back',
  danger = false,
  busy = false,
  onConfirm,
  onClose,
  children,
}: ConfirmProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
      <p class="actions">
        <button type="button" class={danger ? 'danger' : undefined} aria-disabled={busy} onClick={onConfirm}>
          {action}
        </button>
        <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
          {back}
        </button>
      </p>
    </dialog>
  );
};

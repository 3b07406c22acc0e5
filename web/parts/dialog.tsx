import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

interface DialogProps {
  readonly title: string;
  /** It was left by Escape. Without it, it cannot be left that way. */
  readonly onClose?: () => void;
  readonly children: ComponentChildren;
}

/**
 * Stands above the page for as long as it is there, and gives the focus back to where it was. It begins at its title: at a button or in
 * a form, the key that opened it would, held down, do unread what is asked about.
 */
export const Dialog = ({ title, onClose, children }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  // not after the next paint: a key that is pressed until then would go nowhere
  useLayoutEffect(() => {
    const opener = document.activeElement;
    const { current } = dialog;
    current?.showModal();
    heading.current?.focus();
    return () => {
      // what lies below a modal dialog takes no focus
      current?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  const cancel = (event: Event): void => {
    event.preventDefault();
    onClose?.();
  };
  // a second Escape closes it whatever the page says
  const closed = (): void => {
    if (dialog.current === null) return;
    if (onClose) onClose();
    else dialog.current.showModal();
  };
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={cancel} onClose={closed}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </dialog>
  );
};

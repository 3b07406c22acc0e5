/** Opens whatever hides a field that is wrong, and leads to the first of them. */
export const showFirstWrong = (form: HTMLElement | null): void => {
  const wrong = Array.from(form?.querySelectorAll<HTMLElement>('[aria-invalid]') ?? []);
  for (const field of wrong) {
    const hiding = field.closest('details');
    if (hiding) hiding.open = true;
  }
  const [first] = wrong;
  const control = first?.matches('input, select, textarea') ? first : first?.querySelector('input');
  control?.focus();
};

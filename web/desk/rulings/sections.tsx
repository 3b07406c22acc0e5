import type { RulingId } from '../../../shared/domain/ids.ts';

/** Parts of a fact-check's page, by the last part of their place. What is retracted is not changed any more. */
const sections = [
  { section: '', label: 'Distribution', changes: false },
  { section: 'edit', label: 'Edit', changes: true },
  { section: 'correct', label: 'Correct', changes: true },
  { section: 'retract', label: 'Retract', changes: true },
  { section: 'revisions', label: 'Revisions', changes: false },
] as const;

interface SectionsProps {
  readonly id: RulingId;
  readonly at: string;
  readonly retracted: boolean;
}

export const Sections = ({ id, at, retracted }: SectionsProps) => (
  <nav class="sections" aria-label="This fact-check">
    {sections
      .filter(({ changes }) => !(changes && retracted))
      .map(({ section, label }) => (
        <a
          key={section}
          href={section === '' ? `#/rulings/${id}` : `#/rulings/${id}/${section}`}
          aria-current={section === at ? 'page' : undefined}
        >
          {label}
        </a>
      ))}
  </nav>
);

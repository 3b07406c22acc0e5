import type { ShownNewsroom } from '../../../shared/use-cases/show-newsroom.ts';
import { DateField, TimeField } from './date-field.tsx';
import type { Form } from './form.ts';
import { ListField } from './list-field.tsx';
import { NameAndSlug } from './name-and-slug.tsx';
import { Picture } from './picture.tsx';
import { Rows } from './rows.tsx';
import { SelectField } from './select-field.tsx';
import { SlugsField } from './slugs-field.tsx';
import { TextField } from './text-field.tsx';

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** All that a fact-check may have besides, each part behind its name. */
export const More = ({ form, newsroom }: { readonly form: Form; readonly newsroom: ShownNewsroom }) => (
  <>
    <details>
      <summary>When and where it was claimed</summary>
      <TextField
        form={form}
        path={['claim', 'claimant', 'title']}
        label="Speaker’s title"
        hint="For example, “state senator.”"
      />
      <DateField form={form} path={['claim', 'madeOn']} label="Made on" />
      <TextField form={form} path={['claim', 'venue']} label="Venue" hint="For example, “a debate in Albany.”" />
      <h3>Where it can be seen</h3>
      <Rows form={form} path={['claim', 'appearances']} one="Appearance">
        {(row) => (
          <>
            <TextField form={form} path={[...row, 'url']} kind="url" label="URL" />
            <TextField form={form} path={[...row, 'archiveUrl']} kind="url" label="Archived copy" />
          </>
        )}
      </Rows>
    </details>
    <details>
      <summary>Summary and body</summary>
      <ListField form={form} path={['summary']} label="Summary" hint="One point per line." by="lines" />
      <TextField form={form} path={['bodyHtml']} label="Body" hint="HTML." lines={12} />
      <Picture form={form} />
    </details>
    <details>
      <summary>Authors, topics, language</summary>
      <h3>Authors</h3>
      <Rows form={form} path={['authors']} one="Author">
        {(row) => <NameAndSlug form={form} name={[...row, 'name']} slug={[...row, 'slug']} labels={['Name', 'Slug']} />}
      </Rows>
      <SlugsField form={form} path={['topics']} label="Topics" known={newsroom.topics} />
      <SlugsField form={form} path={['editions']} label="Editions" known={newsroom.editions} />
      <LanguageChoice form={form} languages={newsroom.languages} />
    </details>
    <details>
      <summary>Sources</summary>
      <TimeField
        form={form}
        path={['checkedAsOf']}
        label="Checked as of"
        hint="The rating reflects what was known then. Your local time."
      />
      <Rows form={form} path={['sources']} one="Source">
        {(row) => (
          <>
            <TextField form={form} path={[...row, 'title']} label="Title" />
            <TextField form={form} path={[...row, 'url']} kind="url" label="URL" />
            <TextField form={form} path={[...row, 'outlet']} label="Outlet" />
            <TextField form={form} path={[...row, 'archiveUrl']} kind="url" label="Archived copy" />
            <DateField form={form} path={[...row, 'publishedOn']} label="Published on" />
          </>
        )}
      </Rows>
    </details>
  </>
);

/** The first language of a newsroom is that of a fact-check which names none. */
const LanguageChoice = ({ form, languages }: { readonly form: Form; readonly languages: readonly string[] }) => (
  <SelectField
    form={form}
    path={['language']}
    label="Language"
    otherwise={languages[0] ?? ''}
    options={languages.map((language) => ({ value: language, label: languageNames.of(language) ?? language }))}
  />
);

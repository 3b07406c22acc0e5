/** Whom readers ask: a mail address or a page, as HELP names it. */
export const HelpContact = ({ contact }: { readonly contact: string }) => {
  if (/^https?:\/\//.test(contact)) return <a href={contact}>{contact}</a>;
  return contact.includes('@') ? <a href={`mailto:${contact}`}>{contact}</a> : <span>{contact}</span>;
};

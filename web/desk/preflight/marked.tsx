const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A text with every one of some characters marked. */
export const Marked = ({ text, characters }: { readonly text: string; readonly characters: readonly string[] }) => {
  if (characters.length === 0) return <>{text}</>;
  const parts = text.split(new RegExp(`(${characters.map(escaped).join('|')})`, 'u'));
  // split by a group, every other part is what it found
  return <>{parts.map((part, at) => (at % 2 === 1 ? <mark key={`${at}`}>{part}</mark> : part))}</>;
};

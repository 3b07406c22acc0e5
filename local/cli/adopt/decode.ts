/** The encoding that a page names in its first kilobyte (HTML, "prescan a byte stream"). */
const metaCharset = /<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]+)/i;
const prescanBytes = 1024;

/** A page's text: by the charset of its Content-Type, else by the one that it names itself, else as UTF-8. */
export const decodeHtml = (bytes: Buffer, contentType: string): string => {
  const [, sent] = /charset\s*=\s*["']?([\w-]+)/i.exec(contentType) ?? [];
  const [, own] = metaCharset.exec(bytes.subarray(0, prescanBytes).toString('latin1')) ?? [];
  return decoderFor(sent ?? own ?? 'utf-8').decode(bytes);
};

const decoderFor = (label: string) => {
  try {
    return new TextDecoder(label);
  } catch {
    // a label that nobody knows is a mistake of the page; most pages are UTF-8
    return new TextDecoder();
  }
};

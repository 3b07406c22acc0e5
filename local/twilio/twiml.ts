const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (xml: string): string =>
  xml.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (entity, hex: string, decimal: string, name: string) => {
    if (name !== undefined) return ENTITIES[name] ?? entity;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });

/** The texts that a TwiML document sends back: `<Message>text</Message>` or `<Message><Body>text</Body></Message>`. */
export const messagesIn = (twiml: string): string[] =>
  [...twiml.matchAll(/<Message(?:\s[^>]*)?>([\s\S]*?)<\/Message>/g)].map(([, content = '']) => {
    const body = /<Body>([\s\S]*?)<\/Body>/.exec(content)?.[1] ?? content;
    return unescaped(body.replace(/<[^>]*>/g, '')).trim();
  });

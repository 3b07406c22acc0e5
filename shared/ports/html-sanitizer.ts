/** HTML from a newsroom in, the part of it that is safe to show anywhere out; sanitising twice changes nothing. */
export type HtmlSanitizer = (html: string) => string;

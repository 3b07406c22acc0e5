/** Seals small secrets (phone numbers, endpoints' secrets) under the platform's key. What is sealed names its key itself. */
export interface Vault {
  /** `context` is bound to the answer: opening needs the same one. Text in, base64 out. */
  seal(plain: string, context: string): Promise<string>;
  /** Throws when it was sealed for another context or was altered. */
  open(sealed: string, context: string): Promise<string>;
}

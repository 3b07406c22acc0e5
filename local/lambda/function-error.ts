/** An invocation that ended without a result: the handler threw, ran out of time or memory, or its worker exited. */
export class FunctionError extends Error {
  readonly errorType: string;
  readonly requestId: string;

  constructor(functionName: string, requestId: string, errorType: string, options?: ErrorOptions) {
    // The handler's message stays in its log: it may quote what came from outside.
    super(`${functionName}: ${errorType}`, options);
    this.errorType = errorType;
    this.requestId = requestId;
  }
}

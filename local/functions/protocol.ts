/**
 * The messages between a function host and its workers. Events and answers travel as JSON text, as they do to Lambda. There are
 * only types here and no parsing: both ends are this program, and loading zod would make a worker start in 105 ms instead of 30
 * ms.
 */

/** The data that a worker starts with. */
export interface WorkerStart {
  /** URL of the bundle, and the name of the handler it exports. */
  readonly module: string;
  readonly exportName: string;
  readonly name: string;
  readonly arn: string;
  readonly memoryMb: number;
}

export type ToWorker =
  | {
      readonly kind: 'invoke';
      readonly id: number;
      readonly requestId: string;
      readonly event: string;
      /** Milliseconds since the epoch. */
      readonly deadline: number;
    }
  | { readonly kind: 'ping' };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'pong' }
  | { readonly kind: 'answer'; readonly id: number; readonly payload: string }
  | {
      readonly kind: 'error';
      readonly id: number;
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace: string;
    };

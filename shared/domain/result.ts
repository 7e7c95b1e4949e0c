/** Expected outcomes are values. Bugs throw. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A success, with or without a value. */
export function ok(): Result<void, never>;
export function ok<T>(value: T): Result<T, never>;
export function ok(value?: unknown): Result<unknown, never> {
  return { ok: true, value };
}

/** An expected refusal. */
export function err<const E>(error: E): Result<never, E> {
  return { ok: false, error };
}

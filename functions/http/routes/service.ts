/** What the service says about itself. */
import { openApiDocument } from '../../../shared/contract/openapi.ts';
import { ok } from '../../../shared/domain/result.ts';
import type { Handler } from '../route.ts';

export interface Deployment {
  readonly version: string;
  /** The URL of this deployment. Empty: the URL of the request. */
  readonly url: string;
}

export function health({ version }: Deployment): Handler<'health'> {
  return () => Promise.resolve(ok({ body: { status: 'ok', version } }));
}

/** The document is created once: that takes tens of milliseconds, and any caller may ask for it. */
export function openapi(deployment: Deployment): Handler<'openapi'> {
  let document: Readonly<Record<string, unknown>> | undefined;
  return () => Promise.resolve(ok({ body: (document ??= openApiDocument(deployment)) }));
}

/** What the service says about itself. */
import { asyncApiDocument } from '../../../shared/contract/asyncapi.ts';
import { contract } from '../../../shared/contract/contract.ts';
import { openApiDocument } from '../../../shared/contract/openapi.ts';
import { ok } from '../../../shared/domain/result.ts';
import type { HttpContext } from '../context.ts';
import type { Handler } from '../route.ts';

export interface Deployment {
  readonly version: string;
  /** The URL of this deployment. Empty: the URL of the request. */
  readonly url: string;
}

/** For a person or a program that has only the address. */
export function showService({ version, url }: Deployment): Handler<'showService'> {
  const links = { openapi: `${url}${contract.openapi.path}`, health: `${url}${contract.health.path}` };
  const purpose = 'Matches people who need to talk with volunteers who listen.';
  return () => Promise.resolve(ok({ body: { name: 'Earshot', purpose, version, links } }));
}

export function health({ version }: Deployment): Handler<'health'> {
  return () => Promise.resolve(ok({ body: { status: 'ok', version } }));
}

/** The document is created once: that takes tens of milliseconds, and any caller may ask for it. */
export function openapi(deployment: Deployment): Handler<'openapi'> {
  let document: Readonly<Record<string, unknown>> | undefined;
  return () => Promise.resolve(ok({ body: (document ??= openApiDocument(deployment)) }));
}

/** Created once, like the OpenAPI document. */
export function asyncapi({ version }: Deployment, { liveUrl }: Pick<HttpContext, 'liveUrl'>): Handler<'asyncapi'> {
  let document: Readonly<Record<string, unknown>> | undefined;
  return () => Promise.resolve(ok({ body: (document ??= asyncApiDocument({ version, liveUrl })) }));
}

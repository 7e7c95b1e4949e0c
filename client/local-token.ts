/** Access tokens of the local issuer. */
import * as z from 'zod';

const tokenAnswer = z.object({ access_token: z.string() });

/** An access token of the local issuer for `sub`; with the operator's scope where it is given. */
export async function localToken(issuer: string, sub: string, scope?: string): Promise<string> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', sub, ...(scope === undefined ? {} : { scope }) });
  const response = await fetch(`${issuer}/token`, { method: 'POST', body: form });
  return tokenAnswer.parse(await response.json()).access_token;
}

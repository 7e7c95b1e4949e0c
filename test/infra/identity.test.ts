import { expect, test } from 'vitest';
import * as z from 'zod';
import { env, operatorScope } from '../../shared/names.ts';
import { defaultTemplate, pointer, synthesize } from './synthesized.ts';

const client = z.object({
  GenerateSecret: z.boolean(),
  AllowedOAuthFlows: z.array(z.string()),
  AllowedOAuthScopes: z.array(z.unknown()).transform((scopes) => JSON.stringify(scopes)),
});
const told = z.object({
  FunctionName: z.string(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
});

const template = defaultTemplate();
const clients = template.all('AWS::Cognito::UserPoolClient', client);

test('the operator’s scope is given only to a client with a secret, and never to a person who signs in', () => {
  const scopeName = `/${operatorScope.split('/')[1]}`;
  const holders = clients.filter(({ properties }) => properties.AllowedOAuthScopes.includes(scopeName));
  expect(holders.map(({ properties }) => [properties.GenerateSecret, properties.AllowedOAuthFlows])).toEqual([
    [true, ['client_credentials']],
  ]);
});

test('the functions accept the pool’s issuer and both of its clients', () => {
  const variables = template
    .all('AWS::Lambda::Function', told)
    .find(({ properties }) => properties.FunctionName === 'earshot-seeker')?.properties.Environment?.Variables;
  const [pool] = template.all('AWS::Cognito::UserPool', z.object({ MfaConfiguration: z.literal('ON') }));
  expect(pointer.parse(variables?.[env.oidcIssuer])).toBe(pool?.id);
  expect(clients).toHaveLength(2);
  for (const { id } of clients) expect(JSON.stringify(variables?.[env.oidcAudience])).toContain(id);
});

test('a deployment with its own issuer has no user pool, and the functions accept that issuer', () => {
  const other = synthesize({ context: { oidcIssuer: 'https://login.example/', oidcAudience: 'one,two' } });
  expect(other.all('AWS::Cognito::UserPool', z.unknown())).toEqual([]);
  const variables = other
    .all('AWS::Lambda::Function', told)
    .find(({ properties }) => properties.FunctionName === 'earshot-seeker')?.properties.Environment?.Variables;
  expect(variables).toMatchObject({ [env.oidcIssuer]: 'https://login.example/', [env.oidcAudience]: 'one,two' });
});

import { App } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { readContext } from '../../infra/context.ts';

const read = (context: Record<string, unknown>) => readContext(new App({ context }));

test('an empty context gives a first deployment', () => {
  expect(read({})).toMatchObject({ stackName: 'earshot', corsOrigins: [], oidcAudience: [], waitSecondsMax: 25, waitSlots: 400 });
});

test('text from the command line and JSON from a file have the same meaning', () => {
  const text = read({ corsOrigins: 'https://a.example,https://b.example', waitSlots: '7' });
  expect(text).toEqual(read({ corsOrigins: ['https://a.example', 'https://b.example'], waitSlots: 7 }));
});

test.each([
  ['an issuer without an audience', { oidcIssuer: 'https://login.example' }],
  ['an audience without an issuer', { oidcAudience: 'earshot' }],
  ['an issuer without https', { oidcIssuer: 'http://login.example', oidcAudience: 'earshot' }],
  ['a public address that ends with a slash', { publicUrl: 'https://api.example/' }],
  ['a long poll longer than the gateway allows', { waitSecondsMax: '26' }],
  ['fewer executions for the matcher than its two queues poll with', { matcherConcurrency: '3' }],
  ['a stack name that is too long for its queues', { stackName: 'Ear shot' }],
])('%s is refused before anything is built', (_, context) => {
  expect(() => read(context)).toThrow(/The CDK context is not usable/);
});

test('an issuer without https is allowed on this machine', () => {
  const local = { oidcIssuer: 'http://127.0.0.1:9000', oidcAudience: 'earshot' };
  expect(read(local)).toMatchObject({ oidcIssuer: 'http://127.0.0.1:9000', oidcAudience: ['earshot'] });
});

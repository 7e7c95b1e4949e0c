/** The function that meets strangers: what the template gives it, and what is in its bundle. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { bundle } from '../../infra/bundle.ts';
import { readContext } from '../../infra/context.ts';
import { localContext } from '../../local/synthesize.ts';
import { env } from '../../shared/names.ts';
import { defaultTemplate, pointer, synthesize, type Synthesized } from './synthesized.ts';

const template = defaultTemplate();
const lambda = z.looseObject({ FunctionName: z.string(), Role: pointer, Code: z.object({ S3Key: z.string() }) });

function senderOf(from: Synthesized): z.infer<typeof lambda> {
  const found = from.all('AWS::Lambda::Function', lambda).find(({ properties }) => properties.FunctionName === 'earshot-sender');
  if (found === undefined) throw new Error('no sender');
  return found.properties;
}

test('[sec-functions-5] the sender has no environment, no network of ours, and no right but to write its own log', () => {
  const sender = senderOf(template);
  // Whatever is added to the function must be thought about here.
  expect(Object.keys(sender).toSorted()).toEqual([
    'Architectures',
    'Code',
    'FunctionName',
    'Handler',
    'LoggingConfig',
    'MemorySize',
    'Role',
    'Runtime',
    'Timeout',
  ]);
  const policy = z.object({
    Roles: z.array(pointer),
    PolicyDocument: z.object({
      Statement: z.array(z.object({ Effect: z.string(), Action: z.unknown(), Resource: z.unknown() })),
    }),
  });
  const own = template.all('AWS::IAM::Policy', policy).filter(({ properties }) => properties.Roles.includes(sender.Role));
  expect(own.flatMap(({ properties }) => properties.PolicyDocument.Statement)).toEqual([
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^FunctionsSenderLog/u), 'Arn'] },
    },
  ]);
  const mayCall = template.all('AWS::Lambda::Permission', z.object({ FunctionName: pointer }));
  expect(mayCall.filter(({ properties }) => properties.FunctionName.startsWith('FunctionsSender'))).toEqual([]);
});

test('[sec-sender-1] a deployed sender cannot be told to reach its own machine: that takes another bundle, and a template that is refused', () => {
  expect(() => synthesize({ context: { webhookLoopback: 'true' } })).toThrow(
    'webhookLoopback is for the local runner. Deploy without it.',
  );
  let errors: unknown[] = [];
  const prepare = (app: App) => {
    const { metadata } = app.node.findChild('Earshot').node;
    errors = metadata.filter(({ type }) => type === 'aws:cdk:error');
  };
  const local = synthesize({ context: localContext, prepare });
  // What the runner synthesizes has the error as well, so the CDK command does not deploy that either.
  expect(errors).toHaveLength(1);
  expect(senderOf(local).Code.S3Key).not.toBe(senderOf(template).Code.S3Key);
  expect(senderOf(local)['Environment']).toBeUndefined();
  expect(readContext(new App()).webhookLoopback).toBe(false);
  const variables = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional() });
  for (const { properties } of template.all('AWS::Lambda::Function', variables))
    expect(Object.keys(properties.Environment?.Variables ?? {})).not.toContain(env.webhookLoopback);
});

test('[sec-sender-2] the bundle of a deployed sender is small, knows no address of its machine, no variable and no client of AWS', async () => {
  const to = mkdtempSync(path.join(os.tmpdir(), 'earshot-sender-'));
  try {
    const sizes = new Map((await bundle({ to })).map(({ name, bytes }) => [name, bytes]));
    const code = (name: string) => readFileSync(path.join(to, name, 'index.mjs'), 'utf8');
    const local = /127\.0\.0\.1"|node:http"|localhost"/u;
    expect(code('sender-on-this-machine')).toMatch(local);
    expect(code('sender')).not.toMatch(/127\.0\.0\.1|node:http"|process\.env|amazonaws|child_process|node:fs/u);
    // 22 kB, most of which is the library that parses the event. The next smallest function has twenty times as much.
    expect(sizes.get('sender')).toBeLessThan(32 * 1024);
  } finally {
    rmSync(to, { recursive: true });
  }
});

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionLog } from './functions/log.ts';
import { readBody } from './http/body.ts';
import { smallBodyBytesMax } from './limits.ts';
import type { TopicSpec } from './plan/topics.ts';

/**
 * The template's topics. On this machine no address can subscribe to them: every message goes to the log of its topic, one JSON object per line.
 * Returns the operation of SNS that functions use: Publish over its query protocol.
 */
export function makeTopics(specs: readonly TopicSpec[], logOf: (topic: string) => FunctionLog) {
  const logs = new Map(specs.map(({ arn, name }) => [arn, logOf(name)]));
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = (status: number, xml: string): void => {
      response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
    };
    const refuse = (code: string, message: string): void => reply(code === 'NotFound' ? 404 : 400, errorXml(code, message));
    const form = new URLSearchParams((await readBody(request, smallBodyBytesMax))?.toString() ?? '');
    if (form.get('Action') !== 'Publish') return refuse('InvalidAction', 'The local runner supports only Publish');
    const log = logs.get(form.get('TopicArn') ?? '');
    if (log === undefined) return refuse('NotFound', 'Topic does not exist');
    const message = form.get('Message') ?? '';
    if (message === '') return refuse('InvalidParameter', 'Invalid parameter: Empty message');
    const id = randomUUID();
    log.stream.write(`${JSON.stringify({ id, subject: form.get('Subject'), message, attributes: attributesIn(form) })}\n`);
    reply(
      200,
      `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${id}</MessageId></PublishResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`,
    );
  };
}

/** `MessageAttributes.entry.1.Name=space&MessageAttributes.entry.1.Value.StringValue=…` */
function attributesIn(form: URLSearchParams): Readonly<Record<string, string>> {
  const attributes: [string, string][] = [];
  for (let at = 1; form.has(`MessageAttributes.entry.${at}.Name`); at += 1) {
    const entry = `MessageAttributes.entry.${at}`;
    attributes.push([form.get(`${entry}.Name`) ?? '', form.get(`${entry}.Value.StringValue`) ?? '']);
  }
  return Object.fromEntries(attributes);
}

function errorXml(code: string, message: string): string {
  return `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
}

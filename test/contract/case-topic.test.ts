/** Notices over the real SNS client, to the topics of the local runner. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FunctionLog } from '../../local/functions/log.ts';
import { makeTopics } from '../../local/topics.ts';
import { snsCaseTopic } from '../../shared/adapters/sns/case-topic.ts';
import { snsClient } from '../../shared/adapters/sns/client.ts';
import { escalationId, spaceId } from '../../shared/domain/ids.ts';
import type { CaseNotice } from '../../shared/ports.ts';
import { listen } from '../engines/listen.ts';

const arn = 'arn:aws:sns:us-east-1:000000000000:cases';
const notice: CaseNotice = {
  space: spaceId.parse('spc_12345678'),
  about: escalationId.parse('esc_12345678'),
  kind: 'escalation',
  audience: 'coordinators',
  repeated: 2,
  subject: 'a subject',
  text: 'first & second\n\nthird',
};

let folder = '';
let close = () => undefined as void;

beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'earshot-topics-'))));
afterEach(async () => {
  close();
  await rm(folder, { recursive: true });
});

/** The topics of the runner, or a service that answers every request with the status. */
async function topicAt(topicArn: string, status?: number) {
  const topics = makeTopics([{ name: 'cases', arn }], (name) => new FunctionLog(folder, name, false));
  const server = createServer((request, response) => {
    if (status === undefined) void topics(request, response);
    else response.writeHead(status).end();
  });
  const endpoint = await listen(server);
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const client = snsClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  return snsCaseTopic(client, topicArn);
}

describe('a notice', () => {
  it('arrives with its text, and with the attributes by which a subscription is filtered', async () => {
    const topic = await topicAt(arn);
    expect(await topic.publish(notice)).toEqual({ ok: true, value: undefined });
    const logged = await vi.waitFor(async () => JSON.parse(await readFile(path.join(folder, 'cases.log'), 'utf8')));
    expect(logged).toMatchObject({
      subject: notice.subject,
      message: notice.text,
      attributes: { space: notice.space, about: notice.about, kind: 'escalation', audience: 'coordinators', repeated: '2' },
    });
  });

  it('for operators does not arrive at a subscription by space, which is that of its coordinators', async () => {
    const topic = await topicAt(arn);
    await topic.publish({ ...notice, audience: 'operators' });
    const logged = await vi.waitFor(async () => JSON.parse(await readFile(path.join(folder, 'cases.log'), 'utf8')));
    expect(logged.attributes).toMatchObject({ audience: 'operators' });
    expect(logged.attributes).not.toHaveProperty('space');
  });

  it('is not sent if the service fails, and the caller can send it again', async () => {
    const topic = await topicAt(arn, 503);
    expect(await topic.publish(notice)).toEqual({ ok: false, error: { code: 'unavailable' } });
  });

  it('to a topic that does not exist is a bug, and its error says nothing of the notice', async () => {
    const topic = await topicAt(`${arn}-other`);
    await expect(topic.publish(notice)).rejects.toThrow(/^SNS refused a message: NotFound\w*$/);
  });
});

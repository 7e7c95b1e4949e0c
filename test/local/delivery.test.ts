import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { reportedFailures } from '../../local/events/batch-failures.ts';
import { matchesPattern } from '../../local/events/event-pattern.ts';
import { startSchedule } from '../../local/events/schedule.ts';
import { deliverBatch, type StreamRecord } from '../../local/events/stream-delivery.ts';
import type { Outcome } from '../../local/functions/sandbox.ts';
import type { StreamMappingSpec } from '../../local/plan/mappings.ts';

const spec: StreamMappingSpec = {
  id: 'm',
  streamArn: 'arn',
  functionName: 'f',
  batchSize: 10,
  from: 'TRIM_HORIZON',
  bisects: false,
  retriesMax: 2,
  recordAgeMsMax: Infinity,
  filters: [],
  reportsFailures: false,
};

const records = (count: number): StreamRecord[] =>
  Array.from({ length: count }, (_, at) => ({ sequenceNumber: String(at + 1), createdMs: Date.now(), event: { at: at + 1 } }));

const handed = z.object({ Records: z.array(z.object({ at: z.number() })) });

/** Delivers to a handler that gets the numbers of its batch, and returns what happened. */
async function deliver(count: number, wish: Partial<StreamMappingSpec>, handler: (batch: readonly number[]) => unknown) {
  const batches: string[] = [];
  const gaveUp: string[] = [];
  let checkpoint = '0';
  const invoke = async (event: unknown): Promise<Outcome> => {
    const batch = handed.parse(event).Records.map(({ at }) => at);
    batches.push(batch.join(' '));
    try {
      return { kind: 'answered', payload: JSON.stringify(handler(batch) ?? null) };
    } catch {
      return { kind: 'failed', errorType: 'Error', errorMessage: '' };
    }
  };
  await deliverBatch(records(count), {
    spec: { ...spec, ...wish },
    host: { invoke },
    signal: new AbortController().signal,
    advanced: (to) => (checkpoint = to),
    gaveUp: async (given, reason, tries) =>
      void gaveUp.push(`${given.map((one) => one.sequenceNumber).join(' ')}: ${reason} after ${tries}`),
  });
  return { batches, gaveUp, checkpoint };
}

const failOn = (poison: number) => (batch: readonly number[]) => {
  if (batch.includes(poison)) throw new Error('poison');
};

describe('a stream batch', () => {
  it('a stream batch that succeeds is delivered once', async () => {
    expect(await deliver(3, {}, () => undefined)).toEqual({ batches: ['1 2 3'], gaveUp: [], checkpoint: '3' });
  });

  it('a stream batch that fails is tried again and then given up as a whole', async () => {
    expect(await deliver(2, {}, failOn(1))).toEqual({
      batches: ['1 2', '1 2', '1 2'],
      gaveUp: ['1 2: RetryAttemptsExhausted after 3'],
      checkpoint: '2',
    });
  });

  it('a failed stream batch is split, with bisecting, until the failing record is alone, and splitting costs no attempt', async () => {
    const { batches, gaveUp, checkpoint } = await deliver(4, { bisects: true, retriesMax: 1 }, failOn(3));
    expect(batches).toEqual(['1 2 3 4', '1 2', '3 4', '3', '3', '4']);
    expect([gaveUp, checkpoint]).toEqual([['3: RetryAttemptsExhausted after 2'], '4']);
  });

  it('a stream batch continues at the record that the handler reported as failed', async () => {
    let failures = 1;
    const report = (batch: readonly number[]) => ({
      batchItemFailures: batch.includes(3) && failures-- > 0 ? [{ itemIdentifier: '3' }] : [],
    });
    const { batches, checkpoint } = await deliver(4, { reportsFailures: true }, report);
    expect([batches, checkpoint]).toEqual([['1 2 3 4', '3 4'], '4']);
  });

  it('a stream batch that is too old is given up at its first failure', async () => {
    const { gaveUp } = await deliver(1, { recordAgeMsMax: -1 }, failOn(1));
    expect(gaveUp).toEqual(['1: RecordAgeExceeded after 1']);
  });
});

describe('an answer about a batch', () => {
  const ids = new Set(['a', 'b']);
  it.each([
    ['null', []],
    ['{}', []],
    ['{"batchItemFailures":[]}', []],
    ['{"batchItemFailures":[{"itemIdentifier":"b"}]}', ['b']],
  ])('the answer %s means that these messages failed: %j', (payload, failed) => {
    expect(reportedFailures(payload, ids)).toEqual(new Set(failed));
  });

  it.each([
    '7',
    '{"batchItemFailures":[{}]}',
    '{"batchItemFailures":[{"itemIdentifier":""}]}',
    '{"batchItemFailures":[{"itemIdentifier":"c"}]}',
  ])('the answer %s means that all messages failed', (payload) => {
    expect(reportedFailures(payload, ids)).toBe('all');
  });
});

describe('an event pattern', () => {
  const event = { eventName: 'INSERT', dynamodb: { NewImage: { n: 5, kind: { S: 'loud' }, tags: ['x', 'y'], nothing: null } } };
  const image = (pattern: object) => ({ dynamodb: { NewImage: pattern } });
  it.each([
    [{ eventName: ['INSERT', 'MODIFY'] }, true],
    [{ eventName: ['REMOVE'] }, false],
    [image({ kind: { S: [{ prefix: 'lo' }] } }), true],
    [image({ kind: { S: [{ suffix: 'x' }] } }), false],
    [image({ kind: { S: [{ 'equals-ignore-case': 'LOUD' }] } }), true],
    [image({ kind: { S: [{ 'anything-but': ['loud'] }] } }), false],
    [image({ kind: { S: [{ 'anything-but': { prefix: 'q' } }] } }), true],
    [image({ tags: ['y'] }), true],
    [image({ nothing: [null] }), true],
    [image({ absent: [{ exists: false }] }), true],
    [image({ kind: { S: [{ exists: false }] } }), false],
    [image({ n: [{ numeric: ['>', 4, '<=', 5] }] }), true],
    [image({ n: [{ numeric: ['=', 4] }] }), false],
    [{ $or: [{ eventName: ['REMOVE'] }, image({ n: [5] })] }, true],
    [{ eventName: ['INSERT'], ...image({ kind: { S: ['quiet'] } }) }, false],
  ])('the event pattern %j matches: %j', (pattern, expected) => {
    expect(matchesPattern(event, pattern)).toBe(expected);
  });

  it('an event pattern of an unknown kind is refused with an error that names it', () => {
    expect(() => matchesPattern(event, { eventName: [{ cidr: '10.0.0.0/8' }] })).toThrow('cidr');
  });
});

describe('a running schedule', () => {
  it('a schedule invokes once at each full multiple of its interval, also when a timer fires early, until it is stopped', async () => {
    vi.useFakeTimers({ now: 90_000 });
    const beats: number[] = [];
    const invoke = async (event: unknown): Promise<Outcome> => {
      expect(event).toMatchObject({ 'detail-type': 'Scheduled Event', resources: ['arn'] });
      beats.push(Date.now());
      return { kind: 'answered', payload: 'null' };
    };
    const running = startSchedule({ arn: 'arn', everyMs: 60_000, functionName: 'f' }, 'us-east-1', { invoke });
    // The clock is set back a little, so that the first timer fires too early.
    vi.setSystemTime(Date.now() - 5);
    await vi.advanceTimersByTimeAsync(180_000);
    await running.stop();
    await vi.advanceTimersByTimeAsync(180_000);
    vi.useRealTimers();
    expect(beats).toEqual([120_000, 180_000, 240_000]);
  });
});

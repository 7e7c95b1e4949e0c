import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import type { LogCode } from '../../shared/log-events.ts';
import { defaultTemplate, pointer, synthesize } from './synthesized.ts';

const alarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.string()).optional(),
  TreatMissingData: z.string(),
  ComparisonOperator: z.string(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: pointer })).optional(),
});

const template = defaultTemplate();
const alarms = template.all('AWS::CloudWatch::Alarm', alarm).map(({ properties }) => properties);
const runbook = readFileSync(path.join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
const sections = runbook.split(/^## /m).slice(1);
const headings = sections.map((section) => section.slice(0, section.indexOf('\n')));

test('every alarm is a heading of the runbook, and every such heading is an alarm', () => {
  const ofAlarms = headings.filter((heading) => heading.startsWith('earshot-'));
  expect(ofAlarms.toSorted()).toEqual(alarms.map(({ AlarmName }) => AlarmName).toSorted());
  expect(new Set(headings).size).toBe(headings.length);
});

test('every alarm says how urgent it is, what it means for people, and where to read more', () => {
  for (const { AlarmName, AlarmDescription } of alarms) {
    expect(AlarmDescription).toMatch(/^\[(page|ticket)\] [A-Z].{30,}\. What to do: docs\/runbook\.md#/);
    expect(AlarmDescription.endsWith(`#${AlarmName}`)).toBe(true);
  }
});

test('every section of the runbook says what it means for people, where to look and what to do', () => {
  for (const section of sections) {
    const parts = [...section.matchAll(/^\*\*(.+?)\*\*/gm)].map((match) => match[1]);
    expect(parts, section.slice(0, 40)).toEqual(['For people.', 'Look.', 'Do.']);
  }
});

test('every link inside the runbook leads to a heading', () => {
  const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect(headings).toContain(link);
});

test('the runbook names only queues and functions that are in the template', () => {
  const named = z.object({
    QueueName: z.string().optional(),
    FunctionName: z.string().optional(),
    LogGroupName: z.string().optional(),
  });
  const types = ['AWS::SQS::Queue', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup'];
  const names = types.flatMap((type) => template.all(type, named)).flatMap(({ properties }) => Object.values(properties));
  const used = [...runbook.matchAll(/--(?:queue-name|function-name) (earshot\S+?)(?=[\s)])|logs tail (\S+)/g)].map(
    (match) => match[1] ?? match[2],
  );
  expect(used.length).toBeGreaterThan(10);
  for (const name of used) expect(names).toContain(name);
});

test('every dead-letter queue has an alarm', () => {
  const queues = template
    .all('AWS::SQS::Queue', z.object({ QueueName: z.string() }))
    .filter(({ properties }) => properties.QueueName.includes('-dead'));
  const watched = alarms.filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible');
  expect(watched.flatMap(({ Dimensions }) => Dimensions?.map(({ Value }) => Value) ?? []).toSorted()).toEqual(
    queues.map(({ id }) => id).toSorted(),
  );
});

test('[bug-case-alarm] the alarm of cases without an answer counts the line of the log that says so', () => {
  const filters = template.all(
    'AWS::Logs::MetricFilter',
    z.object({
      LogGroupName: pointer,
      FilterPattern: z.string(),
      MetricTransformations: z.tuple([z.object({ MetricName: z.string(), MetricValue: z.literal('1') })]),
    }),
  );
  const metric = alarms.find(({ AlarmName }) => AlarmName === 'earshot-cases-unanswered')?.MetricName;
  const filter = filters.find(({ properties }) => properties.MetricTransformations[0].MetricName === metric);
  expect(filter?.properties.FilterPattern).toBe(`"${'cases-late' satisfies LogCode}"`);
  expect(filter?.properties.LogGroupName).toContain('NotifierLog');
});

test('missing data raises an alarm only where missing data is the failure', () => {
  const breaching = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
  expect(breaching.map(({ AlarmName, ComparisonOperator }) => [AlarmName, ComparisonOperator])).toEqual([
    ['earshot-reconciler-silent', 'LessThanThreshold'],
    ['earshot-notifier-silent', 'LessThanThreshold'],
  ]);
});

test('alarms notify the topic that the context names, when they begin and when they end', () => {
  expect(alarms.every(({ AlarmActions }) => AlarmActions === undefined)).toBe(true);
  const topic = 'arn:aws:sns:eu-central-1:111122223333:night-shift';
  const both = z.object({ AlarmActions: z.array(z.string()), OKActions: z.array(z.string()) });
  const called = synthesize({ context: { alarmTopicArn: topic } }).all('AWS::CloudWatch::Alarm', both);
  expect(called).toHaveLength(alarms.length);
  for (const { properties } of called) expect(properties).toEqual({ AlarmActions: [topic], OKActions: [topic] });
});

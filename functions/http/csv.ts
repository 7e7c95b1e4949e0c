/** The items of an answer as CSV (RFC 4180), for routes that offer it. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { RouteContract } from '../../shared/contract/route.ts';
import { answer, type Answer, type Reply } from './responses.ts';

const range = z.object({ fromSeconds: z.number(), toSeconds: z.number().nullable() });
const cell = z.union([z.string(), z.number(), z.null(), range]);
const table = z.object({ items: z.array(z.record(z.string(), cell)) });

/** The answer in the form that the caller accepts: JSON, unless the route offers CSV and the caller prefers it. */
export function answerAs(reply: Reply, route: RouteContract | undefined, event: APIGatewayProxyEventV2): Answer {
  if (route?.csv !== true || reply.status !== 200 || !prefersCsv(event.headers['accept'])) return answer(reply);
  const { body: _json, ...rest } = reply;
  const headers = { ...reply.headers, 'content-type': 'text/csv; charset=utf-8; header=present' };
  return { ...answer({ ...rest, headers }), body: csvOf(table.parse(reply.body).items) };
}

/** Whether `Accept` names CSV, and not with a lower quality than JSON. */
function prefersCsv(accept: string | undefined): boolean {
  const csv = qualityOf(accept, 'text/csv');
  return csv > 0 && csv >= qualityOf(accept, 'application/json');
}

function qualityOf(accept: string | undefined, type: string): number {
  for (const part of (accept ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((one) => one.trim());
    if (name !== type) continue;
    const quality = parameters.find((one) => one.startsWith('q='));
    return quality === undefined ? 1 : Number(quality.slice(2)) || 0;
  }
  return 0;
}

/** A range of seconds is one cell: `60-180`, or `600-` without an end. */
function csvOf(rows: z.infer<typeof table>['items']): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => textOf(row[column] ?? null)))];
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

function textOf(value: z.infer<typeof cell>): string {
  if (value === null) return '';
  return typeof value === 'object' ? `${value.fromSeconds}-${value.toSeconds ?? ''}` : String(value);
}

function quoted(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

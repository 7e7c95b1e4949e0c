/** What operators call, and what anybody may ask of the service itself. */
import * as z from 'zod';
import { keyId, partnerId, spaceId } from '../domain/ids.ts';
import { labelCharsMax, listEntriesMax, nameCharsMax } from '../domain/limits.ts';
import { partnerRight } from '../domain/partner.ts';
import { isoTime, noQuery, pageOf, pageQuery, token } from './common.ts';
import type { RouteContract } from './route.ts';

export const partnerCreation = z.strictObject({
  name: z.string().min(1).max(nameCharsMax),
  spaces: z.array(spaceId).min(1).max(listEntriesMax),
});

export const partnerPage = z
  .object({
    id: partnerId,
    name: z.string().max(nameCharsMax),
    spaces: z.array(spaceId).max(listEntriesMax),
    createdAt: isoTime,
  })
  .meta({ id: 'Partner' });

export const keyCreation = z.strictObject({
  mode: z.enum(['live', 'test']).default('live'),
  /** Among the partner's; absent: all of them. */
  spaces: z.array(spaceId).min(1).max(listEntriesMax).optional(),
  rights: z.array(partnerRight).min(1).max(partnerRight.options.length).default(['ask', 'read']),
});

export const keyPage = z
  .object({
    id: keyId,
    mode: z.enum(['live', 'test']),
    spaces: z.array(spaceId).max(listEntriesMax),
    rights: z.array(partnerRight).max(partnerRight.options.length),
    hint: z.string().max(labelCharsMax),
    createdAt: isoTime,
    revokedAt: isoTime.optional(),
  })
  .meta({ id: 'Key' });

const base = { callers: ['operator'], support: false, query: noQuery } as const;
const anyone = { callers: ['anyone'], support: false, query: noQuery } as const;

export const operationRoutes = {
  health: {
    ...anyone,
    summary: 'Whether the service answers.',
    answers: { 200: z.object({ status: z.literal('ok'), version: z.string().max(labelCharsMax) }) },
    problems: [],
  },
  openapi: {
    ...anyone,
    summary: 'This contract as an OpenAPI 3.1 document.',
    answers: { 200: z.record(z.string().max(labelCharsMax), z.unknown()) },
    problems: [],
  },
  addCoordinator: {
    ...base,
    summary: 'Makes somebody a coordinator of the space.',
    answers: { 200: z.object({ space: spaceId, coordinator: z.literal(true) }) },
    problems: ['unauthenticated', 'forbidden'],
  },
  removeCoordinator: { ...base, summary: 'Ends that.', answers: { 204: null }, problems: ['unauthenticated', 'forbidden'] },
  createPartner: {
    ...base,
    summary: 'Adds a partner app.',
    idempotencyKey: 'optional',
    body: partnerCreation,
    answers: { 201: partnerPage },
    problems: ['unauthenticated', 'forbidden', 'unprocessable', 'idempotency-mismatch'],
  },
  createKey: {
    ...base,
    summary: 'A key for a partner, shown once.',
    idempotencyKey: 'optional',
    body: keyCreation.optional(),
    answers: { 201: keyPage.extend({ key: token('ek') }) },
    problems: ['unauthenticated', 'forbidden', 'unprocessable', 'idempotency-mismatch'],
  },
  listKeys: {
    ...base,
    query: pageQuery,
    summary: 'The keys of a partner.',
    answers: { 200: pageOf(keyPage) },
    problems: ['unauthenticated', 'forbidden'],
  },
  revokeKey: { ...base, summary: 'Revokes a key, at once.', answers: { 204: null }, problems: ['unauthenticated', 'forbidden'] },
} as const satisfies Record<string, RouteContract>;

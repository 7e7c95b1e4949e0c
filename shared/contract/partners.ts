/** Partner apps and their keys. */
import * as z from 'zod';
import { keyId, partnerId, spaceId } from '../domain/ids.ts';
import { labelCharsMax, listEntriesMax, nameCharsMax } from '../domain/limits.ts';
import { partnerRight } from '../domain/partner.ts';
import { lineOfText } from '../domain/text.ts';
import { isoTime, noInput, pageOf, pageQuery, token } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

export const partnerCreation = z.strictObject({
  name: lineOfText(nameCharsMax),
  spaces: z.array(spaceId).min(1).max(listEntriesMax),
});

export const partnerEdit = z.strictObject({
  name: lineOfText(nameCharsMax).optional(),
  spaces: z.array(spaceId).min(1).max(listEntriesMax).optional(),
});

export const partnerView = z
  .object({
    id: partnerId,
    name: z.string().max(nameCharsMax),
    spaces: z.array(spaceId).max(listEntriesMax),
    createdAt: isoTime,
  })
  .meta({ id: 'Partner' });

export const keyCreation = z.strictObject({
  mode: z.enum(['live', 'test']).default('live'),
  /** Some of the partner's spaces; absent: all of them. */
  spaces: z.array(spaceId).min(1).max(listEntriesMax).optional(),
  rights: z.array(partnerRight).min(1).max(partnerRight.options.length).default(['ask', 'read']),
});

export const keyView = z
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

const { partner, key } = pathParameters;
const base = { callers: ['operator'], support: false, function: 'operator', shed: 'never' } as const;

export const partnerRoutes = {
  createPartner: route({
    ...noInput,
    ...base,
    method: 'POST',
    path: '/v1/partners',
    summary: 'Adds a partner app.',
    body: partnerCreation,
    idempotencyKey: 'optional',
    answers: { 201: partnerView },
    problems: ['unauthenticated', 'forbidden', 'unprocessable', 'idempotency-mismatch'],
  }),
  listPartners: route({
    ...noInput,
    ...base,
    method: 'GET',
    path: '/v1/partners',
    summary: 'Lists the partners.',
    query: pageQuery,
    answers: { 200: pageOf(partnerView) },
    problems: ['unauthenticated', 'forbidden'],
    shed: 'console',
  }),
  showPartner: route({
    ...noInput,
    ...base,
    method: 'GET',
    path: '/v1/partners/{partner}',
    summary: 'Shows a partner.',
    params: { partner },
    etag: true,
    answers: { 200: partnerView },
    problems: ['unauthenticated', 'forbidden'],
  }),
  editPartner: route({
    ...noInput,
    ...base,
    method: 'PATCH',
    path: '/v1/partners/{partner}',
    summary: 'Edits the name or the spaces of a partner. Its keys lose the spaces that it loses.',
    params: { partner },
    body: partnerEdit,
    ifMatch: true,
    etag: true,
    answers: { 200: partnerView },
    problems: ['unauthenticated', 'forbidden', 'unprocessable', 'stale', 'precondition-required'],
  }),
  createKey: route({
    ...noInput,
    ...base,
    method: 'POST',
    path: '/v1/partners/{partner}/keys',
    summary: 'Creates a key of a partner. Its secret is shown only once.',
    params: { partner },
    body: keyCreation.optional(),
    idempotencyKey: 'optional',
    answers: { 201: keyView.extend({ key: token('ek') }) },
    problems: ['unauthenticated', 'forbidden', 'unprocessable', 'idempotency-mismatch'],
  }),
  listKeys: route({
    ...noInput,
    ...base,
    method: 'GET',
    path: '/v1/partners/{partner}/keys',
    summary: 'Lists the keys of a partner.',
    params: { partner },
    query: pageQuery,
    answers: { 200: pageOf(keyView) },
    problems: ['unauthenticated', 'forbidden'],
    shed: 'console',
  }),
  revokeKey: route({
    ...noInput,
    ...base,
    method: 'DELETE',
    path: '/v1/partners/{partner}/keys/{key}',
    summary: 'Revokes a key. It takes effect at once.',
    params: { partner, key },
    answers: { 204: null },
    problems: ['unauthenticated', 'forbidden'],
  }),
} as const;

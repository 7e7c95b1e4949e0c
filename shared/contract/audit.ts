/** The audit records of a space: which person or process did what. */
import * as z from 'zod';
import { code, isoTime, noInput, pageOf, pageQuery, personWord, reference } from './common.ts';
import { pathParameters } from './path-parameters.ts';
import { route } from './route.ts';

export const auditEntry = z
  .object({
    at: isoTime,
    what: code,
    by: personWord,
    about: reference.optional(),
  })
  .meta({ id: 'AuditEntry' });

export const auditRoutes = {
  audit: route({
    ...noInput,
    method: 'GET',
    path: '/v1/spaces/{space}/audit',
    function: 'sheddable',
    summary: 'Lists who did what in the space.',
    callers: ['coordinator'],
    params: { space: pathParameters.space },
    query: pageQuery,
    answers: { 200: pageOf(auditEntry) },
    problems: ['unauthenticated'],
    support: false,
    shed: 'console',
  }),
} as const;

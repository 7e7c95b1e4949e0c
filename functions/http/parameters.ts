/** Path parameters that are no ids of ours: an opaque text of bounded length. */
import * as z from 'zod';
import { subjectCharsMax } from '../../shared/domain/limits.ts';

export const identifier = z.string().min(1).max(subjectCharsMax);

/** Frames as text, in both directions. */
import { clientFrame, type ClientFrame, type ServerFrame } from '../../contract/live.ts';
import { problems, problemType, type FieldError, type Problem } from '../../contract/problems.ts';
import { listEntriesMax } from '../../domain/limits.ts';
import { frameBytesMax } from '../../domain/live-limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { supportBlock, type SupportAbout } from '../../domain/support-block.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { StateFrame } from './states.ts';
import type { LiveSubject } from './ticket.ts';

const fields = new Set(clientFrame.options.flatMap((option) => Object.keys(option.shape)));

/** A frame of a client. 413, 400 with the places that are wrong and nothing of what was sent. */
export function frameIn(text: string): Result<ClientFrame, Problem> {
  if (text.length > frameBytesMax || new TextEncoder().encode(text).length > frameBytesMax) return err({ code: 'too-large' });
  const parsed = clientFrame.safeParse(json(text));
  if (parsed.success) return ok(parsed.data);
  const pointers = new Set(
    parsed.error.issues.map(({ path: [field] }) => (typeof field === 'string' && fields.has(field) ? `/${field}` : '')),
  );
  const errors = [...pointers].slice(0, listEntriesMax).map((pointer): FieldError => ({ pointer, detail }));
  return err({ code: 'bad-request', errors });
}

const detail = 'Must be as the frames of clients in `GET /v1/asyncapi.json`, with no other members.';

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A refusal as a frame. `about` says which help resources it holds; undefined: it is for no seeker. */
export function problemFrameOf(problem: Problem, about: SupportAbout | undefined, now: EpochMs): ServerFrame {
  const known = problems[problem.code];
  return {
    type: 'problem',
    problem: problemType(problem.code),
    title: known.title,
    status: known.status,
    detail: known.detail,
    ...(problem.errors === undefined ? {} : { errors: [...problem.errors] }),
    ...(about === undefined ? {} : { support: supportBlock(about, now) }),
  };
}

/** Whether a refusal says that there is nothing to tell any more. */
export function isGone({ code }: Problem): boolean {
  return code === 'gone' || code === 'not-found';
}

/** That there is nothing to tell any more. */
export function goneFrameOf({ kind }: LiveSubject): ServerFrame {
  return { type: 'gone', subject: kind };
}

/** A frame as it is sent. */
export function textOf(frame: ServerFrame | StateFrame): string {
  return JSON.stringify(frame);
}

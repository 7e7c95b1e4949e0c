/**
 * The app of an actor in a simulation: it waits, calls, and tries again. The network between the app and the service loses requests
 * and answers, and delivers some requests twice.
 */
import { answerOf, type Answer } from '../../../client/answer.ts';
import type { RouteId } from '../../../client/route.ts';
import { requestOf, type Sent } from '../../../client/sent.ts';
import type { HttpResponse } from '../../../client/transport.ts';
import { UnexpectedAnswer } from '../../../client/unexpected-answer.ts';
import type { SeededRandom } from '../../../random/seeded-random.ts';
import type { Session, Told } from '../../../actors/session.ts';
import type { RunContext } from './run-context.ts';

/** Seconds that an actor waits for an answer: a little more than a function may take. */
const patienceSeconds = 11;
/** Maximum of milliseconds that a request or an answer travels. */
const wayMsMax = 80;
/** Maximum of seconds until a doubled request arrives. */
const doubledSecondsMax = 60;
/** Maximum number of attempts of a call without an answer, and maximum of seconds between two attempts. */
const triesMax = 4;
const againSecondsMax = 4;

export class SimulatedSession implements Session {
  readonly name: string;
  readonly random: SeededRandom;
  readonly #run: RunContext;
  readonly #network: SeededRandom;
  #calls = 0;
  #sleeps = 0;

  constructor(run: RunContext, name: string) {
    this.#run = run;
    this.name = name;
    this.#network = run.simulator.random.of('person', name);
    this.random = this.#network.of('decides');
  }

  now(): number {
    return this.#run.simulator.now;
  }

  /** After all actors have left, it never resolves. */
  sleep(seconds: number): Promise<void> {
    const { simulator, leavesAt } = this.#run;
    this.#sleeps += 1;
    const tie = this.#network.of('tie', this.#sleeps).next();
    return new Promise((resolve) => {
      simulator.timeline.after(seconds * 1_000, tie, () => {
        if (simulator.now < leavesAt) resolve();
      });
    });
  }

  note(what: string): void {
    this.#run.ledger.count(what);
  }

  call<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>> {
    this.#calls += 1;
    const name = `${this.name}.${this.#calls}`;
    const { simulator, witness, trace } = this.#run;
    const { heard, arrived, copied } = witness.begin(id, sent, { name, who: this.name });
    trace.add(simulator.now, name, `calls ${id} ${aboutOf(sent)}`);
    return new Promise((resolve) => {
      let over = false;
      const finish = (told: Told<Id>): void => {
        if (over) return;
        over = true;
        trace.add(simulator.now, name, `is told ${textOf(told)}`);
        heard(told);
        resolve(told);
      };
      const receive = (response: HttpResponse): void => {
        const answer = this.#answerIn(id, response, name);
        if (answer !== undefined) finish(isUnknown(answer) ? { kind: 'unknown' } : answer);
      };
      const deliver = (as: string, told: (response: HttpResponse) => void): void =>
        void this.#deliver({ as, id, sent, arrived }, told);
      simulator.timeline.after((patienceSeconds + (sent.waitSeconds ?? 0)) * 1_000, 1, () => finish({ kind: 'unknown' }));
      if (!simulator.faults.strikes('requestLost', name)) deliver(name, receive);
      if (!simulator.faults.strikes('doubledCall', name)) return;
      const soon = this.#network.of(name, 'soon').chance(0.5);
      const later = this.#network.of(name, 'later').between(0, soon ? 1 : doubledSecondsMax);
      simulator.timeline.after(later * 1_000, 0, () => {
        copied();
        deliver(`${name}.again`, () => undefined);
      });
    });
  }

  async insist<Id extends RouteId>(id: Id, sent: Sent<Id>): Promise<Told<Id>> {
    for (let tried = 1; ; tried += 1) {
      const told = await this.call(id, sent);
      if (told.kind !== 'unknown' || tried === triesMax) return told;
      await this.sleep(this.random.between(0, againSecondsMax));
    }
  }

  async #deliver<Id extends RouteId>(
    {
      as,
      id,
      sent,
      arrived,
    }: { readonly as: string; readonly id: Id; readonly sent: Sent<Id>; readonly arrived: () => () => void },
    told: (response: HttpResponse) => void,
  ): Promise<void> {
    const { simulator, edge } = this.#run;
    await this.#way(as);
    const served = arrived();
    const response = await edge.serve(as, requestOf(id, sent));
    if (response !== undefined && response.status < 400) served();
    if (response === undefined || simulator.faults.strikes('answerLost', as)) return;
    await this.#way(as);
    told(response);
  }

  #way(as: string): Promise<void> {
    const ms = this.#network.of(as, 'way').between(0, wayMsMax);
    const tie = this.#network.of(as, 'way tie').next();
    return new Promise((resolve) => {
      this.#run.simulator.timeline.after(ms, tie, resolve);
    });
  }

  /** An answer that the contract does not describe is a bug, and so is an "internal error". */
  #answerIn<Id extends RouteId>(id: Id, response: HttpResponse, name: string): Answer<Id> | undefined {
    try {
      return answerOf(id, response, { isExact: true });
    } catch (error) {
      if (!(error instanceof UnexpectedAnswer)) throw error;
      this.#run.ledger.violate('contract', error.message, name);
      return undefined;
    }
  }
}

/** Whether the answer leaves open if the call took effect. */
function isUnknown<Id extends RouteId>(answer: Answer<Id>): boolean {
  return answer.kind === 'refusal' && (answer.problem === 'unavailable' || answer.problem === 'internal');
}

function textOf<Id extends RouteId>(told: Told<Id>): string {
  if (told.kind === 'unknown') return 'unknown';
  return told.kind === 'refusal' ? `no: ${told.problem}` : String(told.status);
}

/** What a call is about, for the trace: ids and keys only. */
function aboutOf({
  params = {},
  idempotencyKey,
}: {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly idempotencyKey?: string | undefined;
}): string {
  return [...Object.entries(params).flatMap(([name, value]) => (name === 'space' ? [] : [value])), idempotencyKey ?? '']
    .join(' ')
    .trim();
}

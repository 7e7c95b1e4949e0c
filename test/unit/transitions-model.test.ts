/** Invariants 1, 4 and 8 and the state machine, under any sequence of commands that a space can get. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excludedVolunteersMax, seatIdempotencyKeysMax, openOffersMax, acceptedOffersMax } from '../../shared/domain/limits.ts';
import { capacityOf, isSilentSeat, seat as seatSchema, taken, type Seat } from '../../shared/domain/seat.ts';
import { talk as talkSchema, type Talk } from '../../shared/domain/talk.ts';
import { isTerminal, talkMachine, type TalkState, type TalkTransition } from '../../shared/domain/talk-machine.ts';
import { alreadyWon } from '../../shared/domain/transitions/accept.ts';
import { holds } from '../fixtures/seed.ts';
import { modelState, after, commands, type Command, type ModelState } from '../fixtures/transition-model.ts';

/** The most frequent events of a space come most often. */
const kinds = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('open', 'accept') },
  { weight: 3, arbitrary: fc.constantFrom('ask', 'on', 'end', 'rematch', 'heavy') },
  { weight: 2, arbitrary: fc.constantFrom('decline', 'lapse', 'here', 'renew', 'leaseEnds') },
  { weight: 1, arbitrary: fc.constantFrom('cancel', 'expire', 'off', 'drain', 'changeFacts') },
);
const anyCommand: fc.Arbitrary<Command> = fc.record({
  kind: kinds,
  talk: fc.nat(5),
  seat: fc.nat(2),
  variant: fc.nat(4),
  seconds: fc.constantFrom(0, 0, 1, 1, 5, 30, 60, 121, 310),
});
const manyCommands = fc.array(anyCommand, { maxLength: 60, size: 'max' });

/** Runs the commands and checks every step. */
function everyStep(check: (before: ModelState, command: Command, now: ModelState) => void, runs = 300): void {
  holds(
    fc.property(manyCommands, (list) => {
      list.reduce((state, command) => {
        const next = after(state, command);
        check(state, command, next);
        return next;
      }, modelState());
    }),
    runs,
  );
}

describe('after any commands', () => {
  test('a request has at most two offers, and its state agrees with its offers and match', () => {
    everyStep((_before, _command, { talks }) => {
      for (const talk of talks) {
        expect(talk.offers.length).toBeLessThanOrEqual(openOffersMax);
        expect(talk.offers.length > 0).toBe(talk.state === 'offered');
        expect(talk.match !== undefined).toBe(talk.state === 'matched' || talk.state === 'ended');
        expect(talk.endedAt !== undefined).toBe(isTerminal(talk.state));
        expect(talk.excludedVolunteers.length).toBeLessThanOrEqual(excludedVolunteersMax);
      }
    });
  });

  test('a volunteer has talks and offers within capacity, and no offers when off or draining', () => {
    everyStep((before, _command, { seats }) => {
      for (const seat of seats) {
        // What a volunteer holds before choosing fewer places may go on.
        const held = before.seats.find(({ volunteer }) => volunteer === seat.volunteer);
        expect(taken(seat)).toBeLessThanOrEqual(Math.max(capacityOf(seat), held === undefined ? 0 : taken(held)));
        if (seat.on !== 'on') expect(seat.offers).toEqual([]);
        if (seat.on === 'draining') expect(seat.talks).not.toEqual([]);
        expect(seat.session === undefined).toBe(seat.on === 'off');
        expect(seat.idempotencyKeys.length).toBeLessThanOrEqual(seatIdempotencyKeysMax);
        expect(seat.acceptedOffers.length).toBeLessThanOrEqual(acceptedOffersMax);
      }
    });
  });

  test('every offer and every talk is on exactly both sides', () => {
    everyStep((_before, _command, { talks, seats }) => {
      const offered = talks.flatMap((talk) => talk.offers.map((one) => `${one.id} ${talk.id} ${one.volunteer} ${one.expiresAt}`));
      const asked = seats.flatMap((seat) =>
        seat.offers.map((one) => `${one.id} ${one.request} ${seat.volunteer} ${one.expiresAt}`),
      );
      expect(asked.toSorted()).toEqual(offered.toSorted());
      const matched = talks.flatMap((talk) =>
        talk.state === 'matched' ? [`${talk.match?.conversation} ${talk.match?.volunteer}`] : [],
      );
      const talking = seats.flatMap((seat) => seat.talks.map((one) => `${one.conversation} ${seat.volunteer}`));
      expect(talking.toSorted()).toEqual(matched.toSorted());
    });
  });
});

describe('every single command', () => {
  test('writes what the store can read back', () => {
    everyStep((before, _command, { talks, seats }) => {
      for (const [, talk] of changed(before.talks, talks)) expect(talkSchema.parse(talk)).toEqual(talk);
      for (const [, seat] of changed(before.seats, seats)) expect(seatSchema.parse(seat)).toEqual(seat);
    });
  });

  test('occurs, takes effect, and can be refused or change nothing', () => {
    const effects = new Map<string, Set<boolean>>();
    everyStep((before, { kind }, now) => {
      const effect =
        now.talks.length > before.talks.length ||
        changed(before.talks, now.talks).length + changed(before.seats, now.seats).length > 0;
      effects.set(kind, (effects.get(kind) ?? new Set()).add(effect));
    });
    const always = ['on', 'off', 'drain', 'changeFacts'];
    for (const kind of Object.keys(commands))
      expect([kind, effects.get(kind)?.size]).toEqual([kind, always.includes(kind) ? 1 : 2]);
  });

  test('changes the state of a request only as the state machine says', () => {
    everyStep((before, command, { talks }) => {
      for (const [old, talk] of changed(before.talks, talks)) {
        const causes: readonly TalkTransition[] = commands[command.kind].causes;
        const allowed = old.state === talk.state && causes.length === 0;
        expect(allowed || causes.some((cause) => leads(cause, old.state, talk.state))).toBe(true);
      }
    });
  });

  test('counts every change once on each side it writes', () => {
    everyStep((before, _command, { talks, seats }) => {
      for (const [old, talk] of changed(before.talks, talks)) expect(talk.seq).toBe(old.seq + 1);
      for (const [old, seat] of changed(before.seats, seats)) expect(seat.seq).toBe(old.seq + (isSilentSeat(seat) ? 0 : 1));
    });
  });

  test('leaves the queue time, the earlier matches and the accepted offers as they were', () => {
    everyStep((before, _command, { talks }) => {
      for (const [old, talk] of changed(before.talks, talks)) {
        expect(talk.askedAt).toBe(old.askedAt);
        expect(talk.previousMatches.slice(0, old.previousMatches.length)).toEqual(old.previousMatches);
        expect(talk.expiresAt).toBeGreaterThanOrEqual(old.expiresAt);
        for (const match of [...old.previousMatches, ...(old.match ? [old.match] : [])])
          expect(alreadyWon(talk, match, match.offer)?.n).toBe(match.n);
      }
    });
  });

  test('shortens no rest and no back-off, and changes idle time only at the end of a talk or the start of a session', () => {
    everyStep((before, { kind }, { seats }) => {
      for (const [old, seat] of changed(before.seats, seats)) {
        expect(seat.restUntil).toBeGreaterThanOrEqual(old.restUntil);
        expect(seat.backOffUntil).toBeGreaterThanOrEqual(old.backOffUntil);
        if (kind !== 'end' && kind !== 'on') expect(seat.idleSince).toBe(old.idleSince);
        if (kind !== 'lapse') expect(seat.backOffUntil).toBe(old.backOffUntil);
      }
    });
  });
});

function changed<T extends Talk | Seat>(before: readonly T[], now: readonly T[]): readonly (readonly [T, T])[] {
  return before.flatMap((old, index) => {
    const next = now[index];
    return next === undefined || next === old ? [] : [[old, next] as const];
  });
}

function leads(cause: TalkTransition, from: TalkState, to: TalkState): boolean {
  const { from: starts, to: ends }: { from: readonly TalkState[]; to: readonly TalkState[] } = talkMachine[cause];
  return starts.includes(from) && ends.includes(to);
}

/**
 * Bugs to plant, one at a time: what somebody may get wrong when they change this code. `find` occurs once in its file.
 * A planted bug that the simulation does not catch is a hole in it.
 */
export interface Mutation {
  readonly what: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const domain = 'shared/domain';
const transitions = `${domain}/transitions`;
const app = 'shared/app';

const hardConstraints: readonly Mutation[] = [
  {
    what: 'the role that was asked for is forgotten',
    file: `${domain}/eligibility.ts`,
    find: 'asked.role !== undefined && asked.role !== fit.role',
    replace: 'false',
  },
  {
    what: 'the channel is forgotten',
    file: `${domain}/eligibility.ts`,
    find: '!channels.includes(asked.channel)',
    replace: 'false',
  },
  {
    what: 'what is required is treated as what is preferred',
    file: `${domain}/eligibility.ts`,
    find: "wanted.strength === 'require' && !meets",
    replace: "wanted.strength === 'prefer' && !meets",
  },
  {
    what: 'a muted topic is put to a volunteer',
    file: `${domain}/eligibility.ts`,
    find: 'asked.topics.some((topic) => fit.mutedTopics.includes(topic))',
    replace: 'false',
  },
  {
    what: 'a credential that ran out still counts',
    file: `${domain}/eligibility.ts`,
    find: 'facts.eligibleUntil !== null && facts.eligibleUntil <= now',
    replace: 'false',
  },
  {
    what: 'whom to avoid is forgotten',
    file: `${domain}/eligibility.ts`,
    find: 'avoids(talk, volunteer, now)',
    replace: 'false',
  },
  {
    what: 'the capacity check is dropped',
    file: `${domain}/eligibility.ts`,
    find: 'taken(seat) >= placesOf(seat)',
    replace: 'false',
  },
  {
    what: 'places that were taken away come back as soon as one is free',
    file: `${domain}/eligibility.ts`,
    find: 'taken(seat) >= placesOf(seat)',
    replace: 'taken(seat) >= seat.capacity',
  },
  {
    what: 'an offer stays open on a place that was taken away',
    file: `${transitions}/availability.ts`,
    find: 'beyond.has(talk.id) || ',
    replace: '',
  },
  {
    what: 'nobody is left to rest',
    file: `${domain}/eligibility.ts`,
    find: 'freeAt(seat) > now',
    replace: 'false',
  },
  {
    what: "the day's cap is dropped",
    file: `${domain}/eligibility.ts`,
    find: 'dayCount(seat, date) >= seat.facts.talksPerDay',
    replace: 'false',
  },
  {
    what: 'on probation: somebody new is asked though nobody is on duty',
    file: `${domain}/eligibility.ts`,
    find: "return onProbation(seat) && !onDuty ? ['on-probation'] : [];",
    replace: "return onProbation(seat) && !onDuty && seat.on === 'off' ? ['on-probation'] : [];",
  },
  {
    what: 'on probation: somebody new has all their places at once',
    file: `${domain}/seat.ts`,
    find: 'return Math.min(of.capacity, of.facts.capacityMax, onProbation(of) ? 1 : Infinity);',
    replace: 'return Math.min(of.capacity, of.facts.capacityMax);',
  },
  {
    what: 'on probation: the room does not look again when duty begins',
    file: `${domain}/policy/places.ts`,
    find: "one === 'resting' || one === 'on-probation'",
    replace: "one === 'resting'",
  },
  {
    what: 'on probation: a talk that never came about is a first talk',
    file: `${transitions}/conversation.ts`,
    find: 'day: uncounted },',
    replace: 'day: uncounted, talksEnded: (seat.talksEnded ?? 0) + 1 },',
  },
  {
    what: 'on probation: the end of a talk is not counted',
    file: `${transitions}/conversation.ts`,
    find: 'talksEnded: (seat.talksEnded ?? 0) + 1 };',
    replace: '};',
  },
  {
    what: 'paging: somebody is asked to come though somebody who is on could serve',
    file: `${domain}/policy/paging.ts`,
    find: '?.stays === true',
    replace: '?.stays === false',
  },
  {
    what: 'paging: nobody is left in peace',
    file: `${domain}/policy/paging.ts`,
    find: 'off.filter((one) => !inPeace(one))',
    replace: 'off.filter((one) => !inPeace(one) || atOnce > 0)',
  },
  {
    what: 'paging: every look asks more',
    file: `${domain}/policy/paging.ts`,
    find: 'plusSeconds(pagedAt, pageAgainSeconds) <= now;',
    replace: 'plusSeconds(pagedAt, pageAgainSeconds) > 0;',
  },
  {
    what: 'paging: more are asked at once than the space wants',
    file: `${domain}/policy/paging.ts`,
    find: '.slice(0, atOnce)',
    replace: '.slice(0, atOnce + 1)',
  },
  {
    what: 'paging: somebody who is off in the middle of a talk is asked to come',
    file: `${transitions}/page.ts`,
    find: "seat.on !== 'off' || seat.talks.length > 0 || freeAt(seat) > now",
    replace: "seat.on !== 'off' || freeAt(seat) > now",
  },
  {
    what: 'paging: the rev of the seat is not checked',
    file: `${app}/matching/page-off-shift.ts`,
    find: 'seatRecord.put(ports.ids, pagedSeat({ seat, facts, talk }, now), seat)',
    replace: 'seatRecord.overwrite(ports.ids, pagedSeat({ seat, facts, talk }, now))',
  },
  {
    what: 'paging: a profile that changed since it was read still counts',
    file: `${app}/matching/page-off-shift.ts`,
    find: 'volunteerRecord.unchanged(profile),',
    replace: '',
  },
  {
    what: 'paging: whoever said no is asked all the same',
    file: `${app}/matching/page-off-shift.ts`,
    find: 'one.profile.pages === false || ',
    replace: '',
  },
  {
    what: 'paging: somebody who is suspended is asked to come',
    file: `${app}/matching/page-off-shift.ts`,
    find: 'ineligibilities(one, space, now).length === 0',
    replace: 'ineligibilities(one, space, now).length >= 0',
  },
  {
    what: 'a match does not count for the day',
    file: `${transitions}/accept.ts`,
    find: 'talks: dayCount({ ...winner, offers: [] }, command.date) + 1',
    replace: 'talks: dayCount({ ...winner, offers: [] }, command.date)',
  },
  {
    what: 'a clock that is behind at midnight forgets the talks of the new day',
    file: `${domain}/seat.ts`,
    find: '(of.day.date >= date ? of.day.talks : 0)',
    replace: '(of.day.date === date ? of.day.talks : 0)',
  },
  {
    what: 'whose lease ran out is asked all the same',
    file: `${domain}/eligibility.ts`,
    find: "else if ((seat.talks.length === 0 && seat.leaseExpiresAt <= now) || (seat.until ?? Infinity) <= now) found.push('lease-lapsed');",
    replace: '',
  },
  {
    what: 'an accept is not judged again',
    file: `${transitions}/accept.ts`,
    find: "if (misfits.length > 0) return err({ code: 'misfit', misfits });",
    replace: '',
  },
  {
    what: 'the block check is dropped from the transaction of an offer and of an accept',
    file: `${app}/matching/commit-offer.ts`,
    find: "return [{ kind: 'check', key: homeKeys.block(talk.space, talk.subject, volunteer), expected: { kind: 'absent' } }];",
    replace: 'return volunteer.length > 0 && homeKeys !== undefined ? [] : [];',
  },
  {
    what: 'a block leaves the open offer of the pair',
    file: `${app}/conversations/block.ts`,
    find: 'const withdrawn = await withdrawLive(ports, space, talk, match.volunteer, now);',
    replace: 'const withdrawn = now < 0 ? await withdrawLive(ports, space, talk, match.volunteer, now) : ok();',
  },
  {
    what: 'a come-back forgets the old blocks',
    file: `${app}/talk-requests/coming-back.ts`,
    find: 'const avoid = from.avoid.flatMap((entry) => (entry.until === null ? [entry.volunteer] : []));',
    replace: 'const avoid: VolunteerId[] = [];',
  },
  {
    what: 'who is not heard of is offered',
    file: `${domain}/policy/order.ts`,
    find: 'heard: talk.heardAt + times.stillThereSeconds * 1000 > now,',
    replace: 'heard: times.stillThereSeconds > 0,',
  },
  {
    what: 'a suspension does not reach the seat',
    file: `${transitions}/availability.ts`,
    find: 'left.length === 0 || !facts.active || ',
    replace: 'left.length === 0 || ',
  },
  {
    what: 'an edit of the space does not reach the seats',
    file: `${app}/spaces/edit-space.ts`,
    find: 'touchesFacts(command.body) ?',
    replace: 'now < 0 && touchesFacts(command.body) ?',
  },
  {
    what: 'going on goes by the space as it was before that was announced',
    file: `${app}/availability/set-availability.ts`,
    find: 'const space = await spaceOr404(ports, id);',
    replace: 'const space = ok(known);',
  },
];

const twoSides: readonly Mutation[] = [
  {
    what: 'an accept leaves the other open offer on its seat',
    file: `${transitions}/accept.ts`,
    find: 'others: command.others.map((other) => withoutOffersOf(other, talk, now)),',
    replace: 'others: command.others.map((other) => (now < 0 ? withoutOffersOf(other, talk, now) : other)),',
  },
  {
    what: 'a cancel leaves the offer on the seat',
    file: `${transitions}/close.ts`,
    find: 'seats: story.seats.map((seat) => withoutOffersOf(seat, talk, now)),',
    replace: 'seats: story.seats.map((seat) => (now < 0 ? withoutOffersOf(seat, talk, now) : seat)),',
  },
  {
    what: 'an offer that ends sends the request back to waiting though another is open',
    file: `${transitions}/offer.ts`,
    find: "state: offers.length > 0 ? 'offered' : 'waiting', offers, avoid };",
    replace: "state: 'waiting', offers, avoid };",
  },
  {
    what: 'a third open offer is allowed',
    file: `${domain}/limits.ts`,
    find: 'export const openOffersMax = 2;',
    replace: 'export const openOffersMax = 3;',
  },
  {
    what: 'the rev of the request is not checked',
    file: `${app}/stories.ts`,
    find: 'if (!isTerminal(after.state) || isTerminal(before.state)) return [talkRecord.put(ports.ids, after, before)];',
    replace: 'if (!isTerminal(after.state) || isTerminal(before.state)) return [talkRecord.overwrite(ports.ids, after)];',
  },
  {
    what: 'the rev of the seat is not checked',
    file: `${app}/stories.ts`,
    find: 'return seat === old || old === undefined ? [] : [seatRecord.put(ports.ids, seat, old)];',
    replace: 'return seat === old || old === undefined ? [] : [seatRecord.overwrite(ports.ids, seat)];',
  },
  {
    what: 'the rev of the seat is not checked at an offer',
    file: `${app}/matching/commit-offer.ts`,
    find: 'seatRecord.put(ports.ids, opened.value.seat, pair.seat),',
    replace: 'seatRecord.overwrite(ports.ids, opened.value.seat),',
  },
  {
    what: 'an erasure leaves the seat as it was',
    file: `${app}/talk-requests/erase.ts`,
    find: '...seatWrites(ports, before, left),',
    replace: '...seatWrites(ports, before, left).slice(100),',
  },
  {
    what: 'an outcome that is not known is taken for a success',
    file: `${app}/decide.ts`,
    find: 'if (committed.ok) return ok(decision.value.value);',
    replace: "if (committed.ok || committed.error.code === 'unknown') return ok(decision.value.value);",
  },
  {
    what: 'a lost race is taken for a success',
    file: `${app}/decide.ts`,
    find: 'if (committed.ok) return ok(decision.value.value);',
    replace: "if (committed.ok || committed.error.code === 'lost') return ok(decision.value.value);",
  },
];

const availability: readonly Mutation[] = [
  {
    what: 'an off that a late renewal undoes',
    file: `${transitions}/availability.ts`,
    find: "if (seat.on === 'off' || seat.session !== session) return err({ code: 'session-ended' });\n  return ok(extendLease(seat, leaseSeconds, now));",
    replace:
      "if (session === '') return err({ code: 'session-ended' });\n  return ok({ ...extendLease(seat, leaseSeconds, now), on: 'on', session });",
  },
  {
    what: 'an off that a late duplicate of "on" undoes',
    file: `${transitions}/availability.ts`,
    find: 'return key !== undefined && seat.onKeys.includes(key);',
    replace: 'return key === undefined && seat.onKeys.length > 100;',
  },
  {
    what: 'off leaves the open offers',
    file: `${transitions}/availability.ts`,
    find: "const { seat, talks } = withdraw(story, () => true, now);\n  const { session: _over, until: _until, ...rest } = seat;\n  return { seat: { ...rest, seq: seat.seq + 1, on: 'off', offers: [] }, talks };",
    replace:
      "const { seat, talks } = withdraw(story, () => now < 0, now);\n  const { session: _over, until: _until, ...rest } = seat;\n  return { seat: { ...rest, seq: seat.seq + 1, on: 'off' }, talks };",
  },
  {
    what: 'draining goes on to be asked',
    file: `${transitions}/availability.ts`,
    find: "return { seat: { ...seat, seq: seat.seq + 1, on: 'draining' }, talks };",
    replace: "return { seat: { ...seat, seq: seat.seq + 1, on: 'on' }, talks };",
  },
  {
    what: 'the last end does not turn draining into off',
    file: `${transitions}/conversation.ts`,
    find: "if (seat.on !== 'draining' || talks.length > 0) return left;",
    replace: "if (seat.on !== 'draining' || talks.length >= 0) return left;",
  },
  {
    what: 'a lapse of the lease does not look whether it was renewed',
    file: `${app}/matching/settle.ts`,
    find: 'if (seat.value === undefined || !leaseLapsed(seat.value, now)) return unchanged',
    replace: 'if (seat.value === undefined || (leaseLapsed(seat.value, now) && now < 0)) return unchanged',
  },
  {
    what: 'a lease ends in the middle of a talk',
    file: `${domain}/seat.ts`,
    find: "return of.on !== 'off' && of.talks.length === 0 && (",
    replace: "return of.on !== 'off' && (",
  },
  {
    what: 'the end of a talk leaves the volunteer without a lease',
    file: `${transitions}/conversation.ts`,
    find: "return seat.on === 'off' ? seat : {",
    replace: "return seat.on !== 'off' ? seat : {",
  },
  {
    what: 'no rest after a talk',
    file: `${transitions}/conversation.ts`,
    find: 'restUntil: latest(seat.restUntil, rest),',
    replace: 'restUntil: rest > now ? seat.restUntil : rest,',
  },
  {
    what: 'heavy counts only for who ends the talk',
    file: `${app}/conversations/ending.ts`,
    find: "if (command.heavy && who === 'volunteer' && match.heavy !== true) {",
    replace: "if (command.heavy && who === 'volunteer' && match.heavy === true) {",
  },
  {
    what: 'letting an offer pass costs the place among the idle',
    file: `${transitions}/offer.ts`,
    find: 'return { ...seat, seq: seat.seq + 1, offers, backOffUntil };',
    replace: 'return { ...seat, seq: seat.seq + 1, offers, backOffUntil, idleSince: now };',
  },
  {
    what: 'a pair is kept apart for ten minutes after a decline',
    file: `${domain}/limits.ts`,
    find: 'export const pairBackOffSeconds = 60;',
    replace: 'export const pairBackOffSeconds = 600;',
  },
];

const clockwork: readonly Mutation[] = [
  {
    what: 'a forgotten expiry',
    file: `${domain}/policy/overdue.ts`,
    find: "if (talk.expiresAt <= now) return [{ kind: 'expire', request: talk.id }];",
    replace: '',
  },
  {
    what: 'talks that never end by themselves',
    file: `${domain}/policy/overdue.ts`,
    find: 'talk.match.endsBy <= now',
    replace: 'talk.match.endsBy <= 0 * now',
  },
  {
    what: 'leases that never run out',
    file: `${domain}/policy/overdue.ts`,
    find: 'if (!leaseLapsed(seat, now)) return [];',
    replace: 'if (now > 0 || !leaseLapsed(seat, now)) return [];',
  },
  {
    what: 'offers that never lapse',
    file: `${domain}/policy/overdue.ts`,
    find: '.filter((offer) => offer.expiresAt <= now)',
    replace: '.filter((offer) => offer.expiresAt <= 0 * now)',
  },
  {
    what: 'a lapse that wins over an accept',
    file: `${app}/matching/settle.ts`,
    find: 'return ok({ writes: storyWrites(ports, story.value, after, space), value: { changed: true, about } });',
    replace:
      "return ok({ writes: storyWrites(ports, story.value, after, space).map((one) => (one.kind === 'put' ? { ...one, expected: { kind: 'any' } } : one)), value: { changed: true, about } });",
  },
  {
    what: 'what was settled by an attempt of unknown outcome is planned as the index still shows it',
    file: `${app}/matching/settle.ts`,
    find: 'if (attempt.ok) about = alsoContested(about, attempt.value.value.about);',
    replace: 'if (attempt.ok) about = attempt.value.value.about;',
  },
  {
    what: 'an edit of the space misses who is about to be on',
    file: `${app}/spaces/refresh-seats.ts`,
    find: "seat.on === 'off' && seat.entering !== true",
    replace: "seat.on === 'off'",
  },
  {
    what: 'a place is told to who waits no longer, and not kept',
    file: `${app}/talk-requests/request-view.ts`,
    find: 'const shown = told.value;',
    replace:
      'const shown = isWaiting(told.value) || !isWaiting(talk) ? told.value : { ...talk, positionTold: told.value.positionTold ?? 1 };',
  },
  {
    what: 'a request does not know whom its subject blocked while it was made',
    file: `${app}/talk-requests/apart-from-blocked.ts`,
    find: 'if (blocked.value.every((volunteer) => isKnown(talk, volunteer))) return ok(talk);',
    replace: 'if (blocked.value.length >= 0) return ok(talk);',
  },
  {
    what: 'the reconciler is off',
    file: 'functions/reconciler/index.ts',
    find: 'const ports = await livePorts();',
    replace: 'const ports = await livePorts();\n  if (context.functionName !== undefined) return;',
  },
  {
    what: 'the reconciler skips the match of its rooms',
    file: `${app}/matching/reconcile.ts`,
    find: 'const run = await matchRoom(ports, { space: space.value, whole: true, mayGoOn }, now);',
    replace: 'const run = await matchRoom(ports, { space: space.value, whole: true, mayGoOn: () => now < 0 && mayGoOn() }, now);',
  },
  {
    what: 'a room is never made known to the reconciler',
    file: `${app}/rooms.ts`,
    find: 'if (known !== undefined && known.touchedAt > plusSeconds(now, -liveTouchSeconds)) return',
    replace: 'if (known === undefined || known.touchedAt > plusSeconds(now, -liveTouchSeconds)) return',
  },
  {
    what: 'a live room is forgotten as soon as it looks empty',
    file: `${app}/matching/reconcile.ts`,
    find: 'if (run.ok && idle && run.value.waiting',
    replace: 'if (run.ok && (idle || now > 0) && run.value.waiting',
  },
  {
    what: 'timers are never sent',
    file: `${app}/matching/timer.ts`,
    find: 'if (!written.ok) return;',
    replace: 'if (written.ok) return;',
  },
  {
    what: 'the wake after asking is never sent',
    file: `${app}/talk-requests/ask.ts`,
    find: 'if (talk.value.fresh) await wake(ports, space.value.id);',
    replace: 'if (talk.value.fresh && now < 0) await wake(ports, space.value.id);',
  },
  {
    what: 'the wake after a talk is never sent',
    file: `${app}/conversations/ending.ts`,
    find: 'if (ended.value.changed) await wake(ports, space.id);',
    replace: 'if (ended.value.changed && now < 0) await wake(ports, space.id);',
  },
  {
    what: 'the wake after going on is never sent',
    file: `${app}/availability/set-availability.ts`,
    find: '    await wake(ports, mine.space.id);\n    return ok(on.value.seat);',
    replace: '    if (now < 0) await wake(ports, mine.space.id);\n    return ok(on.value.seat);',
  },
  {
    what: 'the wake after a decline is never sent',
    file: `${app}/offers/answer.ts`,
    find: 'if (declined.ok && declined.value) await wake(ports, space.id);',
    replace: 'if (declined.ok && declined.value && now < 0) await wake(ports, space.id);',
  },
  {
    what: 'the sweep sweeps nothing',
    file: `${app}/matching/reconcile.ts`,
    find: 'if (talk.value === undefined || !isGone(talk.value, now)) return',
    replace: 'if (talk.value === undefined || isGone(talk.value, now)) return',
  },
  {
    what: 'what is past its time is shown until it is swept',
    file: `${app}/stories.ts`,
    find: 'return isGone(found.value, now) ? err(gone) : ok(found.value);',
    replace: 'return isGone(found.value, now) && now < 0 ? err(gone) : ok(found.value);',
  },
];

const fairness: readonly Mutation[] = [
  {
    what: 'the newest first',
    file: `${domain}/policy/order.ts`,
    find: 'a.talk.askedAt - b.talk.askedAt',
    replace: 'b.talk.askedAt - a.talk.askedAt',
  },
  {
    what: 'need moves nobody forward',
    file: `${domain}/policy/order.ts`,
    find: 'return a.needClass - b.needClass || a.talk.askedAt',
    replace: 'return a.talk.askedAt',
  },
  {
    what: 'waiting promotes nobody',
    file: `${domain}/talk.ts`,
    find: 'return Math.max(1, base - Math.floor(waited / promotionSeconds));',
    replace: 'return Math.max(1, base - 0 * Math.floor(waited / promotionSeconds));',
  },
  {
    what: 'waiting promotes into not safe now',
    file: `${domain}/talk.ts`,
    find: 'return Math.max(1, base - Math.floor(waited / promotionSeconds));',
    replace: 'return Math.max(0, base - Math.floor(waited / promotionSeconds));',
  },
  {
    what: 'a plan goes on after an offer that lost its race',
    file: `${app}/matching/match-room.ts`,
    find: "if (outcome.kind !== 'committed') return { offers, lost: { planned, kind: outcome.kind } };",
    replace: "if (outcome.kind !== 'committed') continue;",
  },
  {
    what: 'what was settled is planned as the index still shows it',
    file: `${app}/matching/match-room.ts`,
    find: 'const contested = alsoContested(at.contested, due.value.about);',
    replace: 'const contested = now < 0 ? alsoContested(at.contested, due.value.about) : at.contested;',
  },
  {
    what: 'a preference never relaxes',
    file: `${domain}/policy/relax.ts`,
    find: 'if (until <= now) continue;',
    replace: '',
  },
  {
    what: 'a preference waits for nobody',
    file: `${domain}/policy/relax.ts`,
    find: 'if (!asked) continue;',
    replace: 'continue;',
  },
  {
    what: 'a rematch loses the place in the queue',
    file: `${transitions}/conversation.ts`,
    find: "event: 'rematched',",
    replace: "event: 'rematched',\n      askedAt: now,",
  },
  {
    what: 'a rematch may bring the same two together',
    file: `${transitions}/conversation.ts`,
    find: 'avoid: avoidUntil(talk, talk.match.volunteer, null, now),',
    replace: 'avoid: avoidUntil(talk, talk.match.volunteer, now, now),',
  },
  {
    what: 'a rematch at any time',
    file: `${transitions}/conversation.ts`,
    find: "if (now < at) return err({ code: 'too-early', at });",
    replace: '',
  },
  {
    what: 'positions may rise',
    file: `${app}/talk-requests/request-view.ts`,
    find: 'const position = earlier.value + 1;',
    replace: 'const position = earlier.value + 1;\n  if (position > 0) return ok({ ...talk, positionTold: position });',
  },
];

const once: readonly Mutation[] = [
  {
    what: 'the winner of an offer is told that it is gone',
    file: `${app}/offers/answer.ts`,
    find: 'if (won !== undefined) return ok(',
    replace: 'if (won !== undefined && now < 0) return ok(',
  },
  {
    what: 'a key with another payload is taken',
    file: `${app}/talk-requests/ask.ts`,
    find: "if (known.value.payload !== asker.payload) return err({ code: 'idempotency-mismatch' });",
    replace: '',
  },
  {
    what: 'the key does not name the request',
    file: `${app}/talk-requests/new-request.ts`,
    find: "vault.mac('request', caller, space.id, command.key)",
    replace: "vault.mac('request', caller, space.id, command.key, payloadDigest(vault, jsonObject(command.body)))",
  },
  {
    what: 'a call is refused for the sake of the request that it made itself',
    file: `${app}/talk-requests/ask.ts`,
    find: 'return (await replayed(ports, command, now)) ?? back;',
    replace: 'return back;',
  },
  {
    what: 'a subject may ask twice',
    file: `${app}/talk-requests/ask.ts`,
    find: 'if (asker.subject !== undefined) {\n    writes.push(subjectRecord.put(',
    replace: 'if (asker.subject !== undefined && now < 0) {\n    writes.push(subjectRecord.put(',
  },
  {
    what: 'a subject can never ask again',
    file: `${app}/stories.ts`,
    find: 'return [talkRecord.put(ports.ids, ended, before), ...releaseSubject(after)];',
    replace: 'return [talkRecord.put(ports.ids, ended, before), ...releaseSubject(after).slice(1)];',
  },
  {
    what: 'an end that never goes away',
    file: `${app}/stories.ts`,
    find: 'goesAt: plusSeconds(after.endedAt ?? after.createdAt, space.limits.retentionSeconds) };',
    replace: 'goesAt: plusSeconds(after.endedAt ?? after.createdAt, 1000 * space.limits.retentionSeconds) };',
  },
  {
    what: 'a match is no event',
    file: `${transitions}/accept.ts`,
    find: "talk: { ...talk, seq: talk.seq + 1, event: 'matched'",
    replace: "talk: { ...talk, seq: talk.seq, event: 'matched'",
  },
  {
    what: 'the courier counts what comes again',
    file: `${app}/counting/count-once.ts`,
    find: 'if (after.counted.includes(digest)) continue;',
    replace: '',
  },
  {
    what: 'somebody is passed and nobody counts it',
    file: `${app}/matching/commit-offer.ts`,
    find: '...passed.map(({ write }) => write),',
    replace: '',
  },
  {
    what: 'rare skills come before greater need',
    file: `${domain}/policy/overtakes.ts`,
    find: 'a.asking.needClass - b.asking.needClass || ',
    replace: '',
  },
  {
    what: 'who comes back was passed by nobody',
    file: `${app}/talk-requests/ask.ts`,
    find: '...(back?.overtaken === undefined ? {} : { overtaken: back.overtaken }),',
    replace: '',
  },
  {
    what: 'the courier takes a batch for done that was not',
    file: 'functions/courier/index.ts',
    find: 'return first === undefined ? { batchItemFailures: [] } : failed(first);',
    replace: 'return first === undefined || first !== undefined ? { batchItemFailures: [] } : failed(first);',
  },
  {
    what: 'an erasure leaves no tombstone',
    file: `${app}/talk-requests/erase.ts`,
    find: 'tombstoneRecord.overwrite(ports.ids, grave),',
    replace: '...[tombstoneRecord.overwrite(ports.ids, grave)].slice(1),',
  },
  {
    what: 'what the next version added is a bug',
    file: `${app}/records/unknown-fields.ts`,
    find: "if (issue.code !== 'unrecognized_keys') return [];",
    replace: 'if (issue.code.length > 0) return [];',
  },
  {
    what: 'what the next version added is lost',
    file: `${app}/records/record.ts`,
    find: 'before === undefined ? [] : unknownIn(before)',
    replace: 'before === undefined || unknownIn(before).length > 0 ? [] : unknownIn(before)',
  },
  {
    what: 'a withdrawn offer is written over a copy of what was read',
    file: `${app}/common/save-profile.ts`,
    find: 'const live = seatStoryWrites(ports, { seat: seat.value, talks: offered.value }',
    replace: 'const live = seatStoryWrites(ports, { seat: seat.value, talks: offered.value.map((talk) => ({ ...talk })) }',
  },
];

/** Every planted bug. */
export const mutations: readonly Mutation[] = [
  ...hardConstraints,
  ...twoSides,
  ...availability,
  ...clockwork,
  ...fairness,
  ...once,
];

/** The one that is called so; throws where there is none. */
export function bugCalled(what: string): Mutation {
  const found = mutations.find((one) => one.what === what);
  if (found === undefined) throw new Error(`no planted bug is called ${what}`);
  return found;
}

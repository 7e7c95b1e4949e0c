/** Due transitions do not happen, and wakes are not sent. */
import { bySimulation, byTest, type Draft } from '../bug.ts';

export const timers: readonly Draft[] = [
  {
    id: 'request-never-expires',
    what: 'a request never expires',
    edits: [
      { anchor: "if (isExpiryDue($talk, $closed, $now)) return [{ kind: 'expire', request: $talk.id }];", replacement: '' },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'talk-never-ends',
    what: 'a talk never ends by itself',
    edits: [{ anchor: '$talk.match.endsBy <= $now', replacement: 'false' }],
    caughtBy: bySimulation,
  },
  {
    id: 'lease-never-lapses',
    what: 'a lease never lapses',
    edits: [
      {
        anchor: 'if (!isDueOff($seat, $now)) return [];',
        replacement: 'return [];',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'offer-never-lapses',
    what: 'an offer never lapses',
    edits: [
      {
        anchor: '$talk.offers.filter(($offer) => $offer.expiresAt <= $now)',
        replacement: '[]',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'unknown-settle-replanned',
    what: 'a request with a transition of unknown outcome is planned from the stale index',
    edits: [
      {
        anchor: 'if ($attempt.ok) $about = unionOf($about, $attempt.value.value.about);',
        replacement: 'if ($attempt.ok) $about = $attempt.value.value.about;',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'space-edit-misses-entering',
    what: 'an edit of the space misses a volunteer who is about to be on',
    edits: [
      { anchor: "$seat.on === 'off' && $seat.entering !== true", within: 'refreshSeats', replacement: "$seat.on === 'off'" },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'position-told-not-kept',
    what: 'a position is shown to a seeker who no longer waits, and is not stored',
    edits: [
      {
        anchor:
          'const $told = isWaiting($talk) ? $position : ok($talk); if (!$told.ok) return $told; const $shown = $told.value;',
        replacement:
          'const $told = isWaiting($talk) ? $position : ok($talk); if (!$told.ok) return $told; const $shown = isWaiting($told.value) || !isWaiting($talk) ? $told.value : { ...$talk, positionTold: $told.value.positionTold ?? 1 };',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'reconciler-off',
    what: 'the reconciler does nothing',
    edits: [{ anchor: 'await reconcile($ports, $how)', replacement: '{ ok: true, value: {} }' }],
    caughtBy: bySimulation,
  },
  {
    id: 'reconciler-skips-match',
    what: 'the reconciler does not match its rooms',
    edits: [
      {
        anchor: 'const $run = await matchRoom($ports, { space: $space.value, whole: true, mayGoOn: $mayGoOn }, $now);',
        replacement: 'const $run = await matchRoom($ports, { space: $space.value, whole: true, mayGoOn: () => false }, $now);',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'room-never-live',
    what: 'a room is never made known to the reconciler',
    edits: [
      {
        anchor: '$known !== undefined && $known.touchedAt > plusSeconds($now, -liveTouchSeconds)',
        replacement: '$known === undefined || $known.touchedAt > plusSeconds($now, -liveTouchSeconds)',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'live-room-forgotten',
    what: 'a live room is forgotten as soon as it looks empty',
    edits: [
      {
        anchor: 'if ($touchedAt > plusSeconds($now, -liveIdleSeconds)) return false;',
        replacement: '',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'timer-never-sent',
    what: 'a timer is never sent',
    edits: [{ anchor: 'if (!$written.ok) return false;', replacement: 'if ($written.ok) return false;' }],
    caughtBy: bySimulation,
  },
  {
    id: 'no-wake-after-ask',
    what: 'a new request does not wake the room',
    edits: [
      {
        anchor: 'if ($talk.value.fresh) await wake($ports, $space.value.id);',
        replacement: '',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'no-wake-after-end',
    what: 'the end of a talk does not wake the room',
    edits: [
      {
        anchor: 'if ($ended.value.changed) { await wake($ports, $space.id); await wakeElsewhere($ports, $ended.value.seat); }',
        replacement: '',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'no-wake-after-on',
    what: 'going on does not wake the room',
    edits: [
      {
        anchor: 'await wake($ports, $mine.space.id); return ok($on.value.seat);',
        replacement: 'return ok($on.value.seat);',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'no-wake-after-decline',
    what: 'a decline does not wake the room',
    edits: [
      {
        anchor: 'if ($declined.ok && $declined.value) await wake($ports, $space.id);',
        within: 'declineMyOffer',
        replacement: '',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'sweep-erases-nothing',
    what: 'the sweep erases nothing',
    edits: [
      {
        anchor: 'if ($talk.ok && !isGone($talk.value, $now)) return ok({ writes: [], value: false });',
        replacement: 'if ($talk.ok && isGone($talk.value, $now)) return ok({ writes: [], value: false });',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'expired-shown-until-swept',
    what: 'a request past its retention is shown until the sweep erases it',
    edits: [
      {
        anchor: 'return isGone($found.value, $now) ? err(gone) : ok($found.value);',
        replacement: 'return ok($found.value);',
      },
    ],
    caughtBy: bySimulation,
  },
  {
    id: 'reconciler-reads-first-page',
    what: 'the reconciler reads only the first page of live rooms',
    edits: [
      {
        anchor: 'for await (const $page of pages($$$query)) { $$$body; }',
        within: 'liveRooms',
        replacement: 'for await (const $page of pages($$$query)) { $$$body; break; }',
      },
    ],
    caughtBy: byTest('bug-reconciler-pages'),
  },
  {
    id: 'reconciler-never-rotates',
    what: 'the reconciler begins with the same room every minute',
    edits: [{ anchor: '$rooms.length === 0 ? 0 : Math.floor($now / 60_000) % $rooms.length', replacement: '0' }],
    caughtBy: byTest('bug-reconciler-rotation'),
  },
  {
    id: 'slot-never-returned',
    what: 'a long poll never gives its slot back',
    edits: [
      {
        anchor: 'if ($release === undefined) return $full; try { $$$body } finally { await $release(); }',
        replacement: 'if ($release === undefined) return $full; $$$body',
      },
    ],
    caughtBy: byTest('bug-slot-returned'),
  },
  {
    id: 'slot-return-does-nothing',
    what: 'giving a slot back leaves the slot taken',
    edits: [
      {
        anchor: "await $ports.store.commit([{ kind: 'delete', key: liveKeys.waitSlot($at), expected: $expected }]);",
        replacement: '',
      },
    ],
    caughtBy: byTest('bug-slot-returned'),
  },
  {
    id: 'no-wake-after-silence',
    what: 'a call of a silent seeker does not wake the room',
    edits: [
      {
        anchor: 'if ($noted.ok && $talk.lastSeenAt <= plusSeconds($now, -$period)) await wake($ports, $talk.space);',
        replacement: '',
      },
    ],
    caughtBy: byTest('bug-heard-wake'),
  },
  {
    id: 'prolonged-talk-ended',
    what: 'a talk that was just prolonged ends at its old time',
    edits: [{ anchor: '$talk.match === undefined || $talk.match.endsBy > $now', replacement: '$talk.match === undefined' }],
    caughtBy: byTest('bug-prolonged-talk'),
  },
  {
    id: 'extended-request-expires',
    what: 'a request that got more time expires at its old time',
    edits: [{ anchor: 'if (!isExpiryDue($talk, $closed, $now)) return undefined;', replacement: '' }],
    caughtBy: byTest('bug-longer-request'),
  },
];

/** Frames to sockets, as a consumer of the stream. */
import { pushChanges, type Told } from '../../shared/app/live/push.ts';
import { caseAlertRecord, seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { readOne } from '../../shared/app/store/unreadable.ts';
import { isEscalation } from '../../shared/domain/case-alert.ts';
import type { Ports, Sockets } from '../../shared/ports.ts';
import type { Change } from './changes.ts';
import type { Consumer } from './consumers.ts';

/** Every change that a reader is told of. A push that fails is never repeated: the socket's next beat makes up for it. */
export function frames(sockets: Sockets): Consumer {
  return {
    name: 'frames',
    wants: ({ kind, item }) => item !== undefined || kind === 'talk',
    take: async (ports, changes, now) => {
      const told = changes.map((change) => toldOf(ports, change)).filter((one) => one !== undefined);
      await pushChanges({ ports, sockets, now }, told);
      return [];
    },
  };
}

/** Undefined for an item that this version cannot read, or of which no reader is told. */
function toldOf(ports: Ports, { kind, key, item }: Change): Told | undefined {
  if (item === undefined) return { kind: 'deleted', key };
  switch (kind) {
    case 'talk': {
      const talk = readOne(ports, talkRecord, item);
      return talk.ok ? { kind, talk: talk.value } : undefined;
    }
    case 'seat': {
      const seat = readOne(ports, seatRecord, item);
      return seat.ok ? { kind, seat: seat.value } : undefined;
    }
    case 'alert': {
      const alert = readOne(ports, caseAlertRecord, item);
      // An alert of a report is for operators: no coordinator may learn of it.
      return alert.ok && isEscalation(alert.value) ? { kind: 'case', space: alert.value.space } : undefined;
    }
  }
}

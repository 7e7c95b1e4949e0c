/** A coordinator: suspends and brings back, changes languages, caps, credentials, hours and limits, while people are being matched. */
import { editVolunteer } from '../../../shared/app/coordination/edit-volunteer.ts';
import { editSpace } from '../../../shared/app/spaces/edit-space.ts';
import { type VolunteerEdit, volunteerEdit } from '../../../shared/contract/volunteers.ts';
import { spaceEdit } from '../../../shared/contract/spaces.ts';
import type { SpaceEdit } from '../../../shared/contract/spaces.ts';
import type { VolunteerId } from '../../../shared/domain/ids.ts';
import { signedIn } from './cast.ts';
import type { Cast } from './cast.ts';
import { Person } from './person.ts';
import type { Wanted } from './person.ts';

/** Seconds between two edits. */
const editSeconds = [3, 25] as const;
const hastySeconds = [0, 3] as const;
/** Seconds until hours, credentials and suspensions are taken back. */
const takeBackSeconds = [5, 30] as const;

/** Edits of a space whose volunteers are new, and how each is taken back. */
const ofBeginners: readonly (readonly [SpaceEdit, SpaceEdit])[] = [
  [{ duty: { always: true } }, { duty: { weekly: [] } }],
  [{ duty: { weekly: [] } }, { duty: { always: true } }],
  [{ limits: { probationTalks: 0 } }, { limits: { probationTalks: 2 } }],
];

export class Coordinator extends Person {
  readonly #volunteers: readonly VolunteerId[];
  /** Edits of which seats may not yet know: begun, and not answered with success. */
  readonly #unfinished = new Set<object>();

  constructor(cast: Cast, volunteers: readonly VolunteerId[]) {
    super(cast, 'coordinator');
    this.#volunteers = volunteers;
  }

  /** As many edits as the setting has; whatever would keep the space closed is taken back at the end. */
  async live(): Promise<void> {
    for (let edit = 0; edit < this.cast.setting.edits && this.cast.stage.now < this.cast.endsAt; edit += 1) {
      await this.#pause(editSeconds);
      if (this.chance(this.cast.setting.manners.takesPlaces)) await this.#takePlaces(edit);
      else if (this.chance(0.5)) await this.#editSomebody(edit);
      else await this.#editSpace(edit);
    }
  }

  async #pause(usual: readonly [from: number, to: number]): Promise<void> {
    const [from, to] = this.cast.setting.hasty ? hastySeconds : usual;
    await this.sleep(this.between(from, to));
  }

  async #editSomebody(n: number): Promise<void> {
    const volunteer = this.dice.pick(this.#volunteers, 'whom', n);
    const suspends = this.chance(0.5);
    const other = this.dice.pick<VolunteerEdit>(
      [
        { languages: ['pl'] },
        { languages: ['en', 'pl'] },
        { mutedTopics: ['grief'] },
        { limits: { capacityMax: 1 } },
        { credentials: [] },
        ...(this.#hasBeginners ? [{ limits: { probationTalks: 0 } }, { limits: { probationTalks: 2 } }] : []),
      ],
      'what',
      n,
    );
    await this.insist(this.#editing(volunteer, suspends ? { status: 'suspended' } : other));
    if (!suspends) return;
    await this.#pause(takeBackSeconds);
    await this.insist(this.#editing(volunteer, { status: 'active' }));
  }

  /** Fewer places, for one or for all, and a while later as many as ever. */
  async #takePlaces(n: number): Promise<void> {
    const volunteer = this.dice.pick(this.#volunteers, 'whose places', n);
    const limited = (capacityMax: number): Wanted<unknown> =>
      this.dice.chance(0.5, 'of all', n)
        ? this.#changing({ limits: { capacityMax } })
        : this.#editing(volunteer, { limits: { capacityMax } });
    await this.insist(limited(1));
    await this.#pause(takeBackSeconds);
    await this.insist(limited(3));
  }

  #editing(volunteer: VolunteerId, edit: VolunteerEdit): Wanted<unknown> {
    const body = volunteerEdit.parse(edit);
    const { space } = this.cast;
    return {
      what: `edit ${volunteer}: ${JSON.stringify(edit)}`,
      run: (ports, now) => editVolunteer(ports, { caller: signedIn('coordinator'), space, volunteer, ifMatch: ['*'], body }, now),
      judge: (call, reply) => {
        if (reply.kind === 'ok' && edit.status === 'suspended') this.cast.promises.suspended(call, volunteer);
      },
    };
  }

  async #editSpace(n: number): Promise<void> {
    const [edit, back] = this.dice.pick<readonly [SpaceEdit, SpaceEdit | undefined]>(
      [
        [{ hours: { weekly: [] } }, { hours: { always: true } }],
        [{ credentialsRequired: ['trained'] }, undefined],
        [{ limits: { capacityMax: 1, talksPerDay: 1 } }, { limits: { talksPerDay: 8 } }],
        [{ roles: ['listener'] }, { roles: ['listener', 'mentor', 'professional'] }],
        [{ channels: ['chat'] }, { channels: ['chat', 'voice'] }],
        [{ policy: { promotionSeconds: 30 } }, undefined],
        ...(this.#hasBeginners ? ofBeginners : []),
      ],
      'which',
      n,
    );
    await this.insist(this.#changing(edit));
    if (back === undefined) return;
    await this.#pause(takeBackSeconds);
    await this.insist(this.#changing(back));
  }

  get #hasBeginners(): boolean {
    return (this.cast.setting.space.limits?.probationTalks ?? 0) > 0;
  }

  #changing(edit: SpaceEdit): Wanted<unknown> {
    const body = spaceEdit.parse(edit);
    const { space, ledger } = this.cast;
    const command = { caller: signedIn('coordinator'), space, ifMatch: ['*'], body };
    return {
      what: `change the space: ${JSON.stringify(edit)}`,
      begin: () => ledger.acknowledged.delete(space),
      run: async (ports, now) => {
        const begun = {};
        if (touchesSeats(edit)) this.#unfinished.add(begun);
        const earlier = [...this.#unfinished];
        const edited = await editSpace(ports, command, now);
        // Bringing the seats up to date also does what an earlier edit left undone.
        if (edited.ok && touchesSeats(edit)) earlier.forEach((one) => this.#unfinished.delete(one));
        return edited;
      },
      judge: (_call, reply) => {
        const stored = ledger.spaces.get(space);
        if (reply.kind === 'ok' && stored !== undefined && this.#unfinished.size === 0)
          ledger.acknowledged.set(space, stored.rev);
      },
    };
  }
}

/** Whether seats carry a copy of what is edited. */
function touchesSeats({ roles, channels, credentialsRequired, limits }: SpaceEdit): boolean {
  return [roles, channels, credentialsRequired, limits].some((setting) => setting !== undefined);
}

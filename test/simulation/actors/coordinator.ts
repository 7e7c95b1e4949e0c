/** A coordinator of the first space, who suspends volunteers and changes languages, caps, credentials, hours and limits during matching. */
import type { Sent } from '../../../client/sent.ts';
import type { VolunteerId } from '../../../shared/domain/ids.ts';
import type { Session, Told } from '../../../actors/session.ts';
import { coordinatorSub } from '../../world/people.ts';
import type { RunContext } from './run-context.ts';

type SpaceEdit = Sent<'editSpace'>['body'];
type VolunteerEdit = Sent<'editVolunteer'>['body'];

/** Seconds between two edits. */
const editSeconds = [3, 25] as const;
const hastySeconds = [0, 3] as const;
/** Seconds until the coordinator undoes a change of hours or limits, or a suspension. */
const takeBackSeconds = [5, 30] as const;
/** Share of the edits that are repeated with the end of the requests that they would strand. Other such edits are given up. */
const endsStranded = 0.5;
/** Share of the edits after which the coordinator reads the board. */
const readsBoard = 0.2;

/** Edits of a space whose volunteers are new, each with the edit that undoes it. */
const ofBeginners: readonly (readonly [SpaceEdit, SpaceEdit])[] = [
  [{ duty: { always: true } }, { duty: { weekly: [] } }],
  [{ duty: { weekly: [] } }, { duty: { always: true } }],
  [{ limits: { probationTalks: 0 } }, { limits: { probationTalks: 2 } }],
];

export class Coordinator {
  readonly #session: Session;
  readonly #run: RunContext;
  readonly #volunteers: readonly VolunteerId[];

  constructor(session: Session, run: RunContext, volunteers: readonly VolunteerId[]) {
    this.#session = session;
    this.#run = run;
    this.#volunteers = volunteers;
  }

  /** Makes as many edits as the setting has. An edit that closes the space is undone later. */
  async live(): Promise<void> {
    const { setting, simulator, endsAt } = this.#run;
    const { random } = this.#session;
    for (let edit = 0; edit < setting.edits && simulator.now < endsAt; edit += 1) {
      await this.#pause(editSeconds);
      if (random.chance(setting.behaviour.takesPlaces)) await this.#takePlaces();
      else if (random.chance(0.5)) await this.#editOne();
      else await this.#editSpace();
      if (random.chance(readsBoard)) await this.#session.call('board', this.#coordinating());
    }
  }

  async #pause(usual: readonly [from: number, to: number]): Promise<void> {
    const [from, to] = this.#run.setting.hasty ? hastySeconds : usual;
    await this.#session.sleep(this.#session.random.between(from, to));
  }

  #coordinating() {
    return { params: { space: this.#run.places[0].space }, token: coordinatorSub };
  }

  async #editOne(): Promise<void> {
    const { random } = this.#session;
    const volunteer = random.pick(this.#volunteers);
    const suspends = random.chance(0.5);
    const other = random.pick<VolunteerEdit>([
      { languages: ['pl'] },
      { languages: ['en', 'pl'] },
      { mutedTopics: ['grief'] },
      { limits: { capacityMax: 1 } },
      { credentials: [] },
      ...(this.#hasBeginners ? [{ limits: { probationTalks: 0 } }, { limits: { probationTalks: 2 } }] : []),
    ]);
    await this.#edit(volunteer, suspends ? { status: 'suspended' } : other);
    if (!suspends) return;
    await this.#pause(takeBackSeconds);
    await this.#edit(volunteer, { status: 'active' });
  }

  /** Lowers the number of places of one volunteer or of all, and raises it again later. */
  async #takePlaces(): Promise<void> {
    const volunteer = this.#session.random.pick(this.#volunteers);
    const ofAll = this.#session.random.chance(0.5);
    const limit = async (capacityMax: number): Promise<void> => {
      if (ofAll) await this.#change({ limits: { capacityMax } });
      else await this.#edit(volunteer, { limits: { capacityMax } });
    };
    await limit(1);
    await this.#pause(takeBackSeconds);
    await limit(3);
  }

  async #edit(volunteer: VolunteerId, body: VolunteerEdit): Promise<void> {
    const { params, token } = this.#coordinating();
    const sent = { params: { ...params, volunteer }, token, ifMatch: '*', body };
    const told = await this.#session.insist('editVolunteer', sent);
    if (this.#endsStranded(told)) await this.#session.insist('editVolunteer', { ...sent, query: { endStranded: 'true' } });
  }

  async #editSpace(): Promise<void> {
    const [edit, back] = this.#session.random.pick<readonly [SpaceEdit, SpaceEdit | undefined]>([
      [{ hours: { weekly: [] } }, { hours: { always: true } }],
      [{ credentialsRequired: ['trained'] }, undefined],
      [{ limits: { capacityMax: 1, talksPerDay: 1 } }, { limits: { talksPerDay: 8 } }],
      [{ roles: ['listener'] }, { roles: ['listener', 'mentor', 'professional'] }],
      [{ channels: ['chat'] }, { channels: ['chat', 'voice'] }],
      [{ policy: { promotionSeconds: 30 } }, undefined],
      ...(this.#hasBeginners ? ofBeginners : []),
    ]);
    await this.#change(edit);
    if (back === undefined) return;
    await this.#pause(takeBackSeconds);
    await this.#change(back);
  }

  get #hasBeginners(): boolean {
    return (this.#run.setting.space.limits?.probationTalks ?? 0) > 0;
  }

  async #change(body: SpaceEdit): Promise<void> {
    const sent = { ...this.#coordinating(), ifMatch: '*', body };
    const told = await this.#session.insist('editSpace', sent);
    if (this.#endsStranded(told)) await this.#session.insist('editSpace', { ...sent, query: { endStranded: 'true' } });
  }

  /** Whether an edit that would leave seekers without a volunteer is made all the same. */
  #endsStranded(told: Told<'editSpace'> | Told<'editVolunteer'>): boolean {
    return told.kind === 'refusal' && told.problem === 'would-strand' && this.#session.random.chance(endsStranded);
  }
}

/** The show over an actor: it watches every call and its answer, and notes in the history what a viewer wants to see. */
import type { Told } from '../actors/session.ts';
import type { RouteId } from '../client/route.ts';
import type { Sent } from '../client/sent.ts';

/** What to do when a call is made, and then when its outcome is known. */
export type Watch<Id extends RouteId> = (sent: Sent<Id>) => (told: Told<Id>) => void;

export interface Show {
  /** The watched routes. */
  readonly calls: { readonly [Id in RouteId]?: Watch<Id> };
  /** An action of the actor that no answer shows. `about`: the id of what it is about. */
  noted(what: string, about?: string): void;
}

/** Tells the show that a call is made. The result takes its outcome. */
export function watchCall<Id extends RouteId>({ calls }: Show, id: Id, sent: Sent<Id>): (told: Told<Id>) => void {
  const watch: Watch<Id> | undefined = calls[id];
  return watch?.(sent) ?? (() => undefined);
}

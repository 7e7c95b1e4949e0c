/** What anyone can read without asking: the page of a space, and the help numbers. */
import type { Session, Surroundings, Told } from './session.ts';

type Reads = Pick<Session, 'call'>;
type Where = Pick<Surroundings, 'space'>;

/** Opens the page of the space. */
export function readPage(session: Reads, { space }: Where): Promise<Told<'showSpace'>> {
  return session.call('showSpace', { params: { space } });
}

/** Reads the help numbers of a country; by default of the country of the space. */
export function readHelp(session: Reads, { space }: Where, country?: string): Promise<Told<'listResources'>> {
  return session.call('listResources', { params: { space }, query: country === undefined ? {} : { country } });
}

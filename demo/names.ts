/** The names that the demo gives its people, so that a viewer can follow them. The service knows none of them. */

const seekers = words(`
  Noor Leo Mara Ines Kofi Yuna Piotr Amal Rosa Eli Zofia Omar Lucia Finn
  Dalia Jonas Priya Hugo Samira Owen Elena Tariq Ada Milo Farah Rhys Carmen Idris
  Nina Pablo Hana Jude Layla Mateo Wanda Kian Sofia Abel Greta Hadi
`);

const volunteers = words(`
  Thomas Beatriz Kasia Yusuf Grace Martin Alice Pedro Helen Samuel Ruth Ignacio Joan Walter
  Teresa Malik Edith Victor Agnes Simon Clara Anton Judith Raul Vera Philip Marta Stefan
  Ellen Bruno Frieda Karim Nora Gareth Paula Tomas
`);

/** The name of the seeker at this place, from 0. Every place has a name of its own. */
export function seekerName(index: number): string {
  return nameAt(seekers, index);
}

/** The same for volunteers; no seeker has such a name. */
export function volunteerName(index: number): string {
  return nameAt(volunteers, index);
}

function nameAt(names: readonly string[], index: number): string {
  const round = Math.floor(index / names.length);
  const name = names[index % names.length] ?? '';
  return round === 0 ? name : `${name}-${round + 1}`;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/u);
}

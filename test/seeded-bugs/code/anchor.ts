/** Finds the place of an edit in the code: by the code itself, not by file or line. */
import type { Edit } from '../bug.ts';
import { match, matchList, type Captures } from './match.ts';
import { patternOf, type Pattern } from './pattern.ts';
import { declaredAround, type Place, type Product } from './product.ts';

export interface Found extends Place {
  readonly held: Captures;
}

/** The most similar places that the error of an anchor names. */
const shownMax = 3;

/** Every place that the pattern matches. Some holes may already be filled. */
function placesOf(product: Product, { nodes }: Pattern, before: Captures = new Map()): readonly Found[] {
  const [first] = nodes;
  if (first === undefined) return [];
  if (nodes.length === 1) {
    return (product.byType.get(first.type) ?? []).flatMap((place) => {
      const [node] = place.nodes;
      const held = node === undefined ? undefined : match(first, node, place.source.text, before);
      return held === undefined ? [] : [{ ...place, held }];
    });
  }
  return product.lists.flatMap((list) =>
    list.nodes.flatMap((_, at) => {
      const neighbours = list.nodes.slice(at, at + nodes.length);
      const held = matchList(nodes, neighbours, list.source.text, before);
      return held === undefined ? [] : [{ source: list.source, nodes: neighbours, held }];
    }),
  );
}

/** The place of an anchor. `within`, a top-level declaration, only chooses between several places. Throws if it is not exactly one place. */
export function anchored(product: Product, { anchor, within, beside }: Omit<Edit, 'replacement'>): Found {
  const pattern = patternOf(anchor);
  const all = placesOf(product, pattern);
  const inside = all.filter((place) => within !== undefined && namesAround(place).includes(within));
  const [only, ...others] = all.length > 1 && inside.length > 0 ? inside : all;
  if (only !== undefined && others.length === 0) return beside === undefined ? only : withHoles(product, only, beside);
  const near = only === undefined ? nearest(product, pattern) : [only, ...others].slice(0, shownMax);
  const count = only === undefined ? 'no place' : `${others.length + 1} places`;
  throw new Error([`the anchor matches ${count}: ${anchor}`, ...near.map((place) => `  similar: ${shown(place)}`)].join('\n'));
}

/** The place, with the holes of another pattern that its declaration contains once. */
function withHoles(product: Product, found: Found, beside: string): Found {
  const names = namesAround(found);
  const all = placesOf(product, patternOf(beside), found.held).filter(
    (place) => place.source === found.source && namesAround(place).some((name) => names.includes(name)),
  );
  const [only, ...others] = all;
  if (only === undefined || others.length > 0)
    throw new Error(`${names.join(', ')} contains this pattern ${all.length} times: ${beside}`);
  return { ...found, held: only.held };
}

const namesAround = ({ source, nodes }: Place): readonly string[] => declaredAround(source, nodes[0]?.start ?? 0);

const textAt = ({ source, nodes }: Place): string => source.text.slice(nodes[0]?.start, nodes.at(-1)?.end);

function shown(place: Place): string {
  const line = place.source.text.slice(0, place.nodes[0]?.start).split('\n').length;
  const within = namesAround(place).join(', ');
  return `${place.source.file}:${line} (${within}) ${textAt(place).replaceAll(/\s+/gu, ' ').slice(0, 120)}`;
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/(?<![\w$])[a-z]\w*/giu) ?? []);

/** The places that share the most words with a pattern. Holes do not count. */
function nearest(product: Product, { nodes, text }: Pattern): readonly Place[] {
  const wanted = wordsOf(text);
  return (product.byType.get(nodes[0]?.type ?? '') ?? [])
    .map((place) => {
      const words = wordsOf(textAt(place));
      return { place, likeness: (2 * wanted.intersection(words).size) / (wanted.size + words.size) };
    })
    .filter(({ likeness }) => likeness > 0.3)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, shownMax)
    .map(({ place }) => place);
}

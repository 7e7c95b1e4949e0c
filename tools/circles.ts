/** Circles in what imports what. */
import type { Source } from './imports.ts';

/** An import of one file of the tree by another. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** What is in one folder, files and folders, that import one another, directly or by way of others. */
export interface Circle {
  readonly folder: string;
  readonly circle: readonly string[];
}

/** Every import of a file of the tree by another. */
export function importsWithin(sources: readonly Source[]): readonly Import[] {
  const files = new Set(sources.map(({ file }) => file));
  return sources.flatMap(({ file, imports }) => imports.filter((to) => files.has(to)).map((to) => ({ from: file, to })));
}

/** The imports between what is in a folder, by the names that it has there: of its files, and of its folders as a whole. */
export function importsBetween(folder: string, imports: readonly Import[]): readonly Import[] {
  const within = (file: string): string | undefined =>
    file.startsWith(`${folder}/`) ? file.slice(folder.length + 1).split('/')[0] : undefined;
  return imports.flatMap(({ from, to }) => {
    const [one, other] = [within(from), within(to)];
    return one === undefined || other === undefined || one === other ? [] : [{ from: one, to: other }];
  });
}

/**
 * The circles of every folder. Files that import one another are seen as well, wherever they are: in the folder that holds them all,
 * they, or the folders they are in, are a circle.
 */
export function circlesOf(imports: readonly Import[]): readonly Circle[] {
  const folders = new Set(imports.flatMap(({ from }) => from.split('/').map((_, at, names) => names.slice(0, at).join('/'))));
  return [...folders]
    .filter((folder) => folder !== '')
    .toSorted()
    .flatMap((folder) => circlesAmong(importsBetween(folder, imports)).map((circle) => ({ folder, circle })));
}

/** The names that reach each other, each circle once. */
function circlesAmong(imports: readonly Import[]): readonly (readonly string[])[] {
  const next = Map.groupBy(imports, ({ from }) => from);
  const reached = (start: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const add = (name: string): void => {
      if (seen.has(name)) return;
      seen.add(name);
      for (const { to } of next.get(name) ?? []) add(to);
    };
    for (const { to } of next.get(start) ?? []) add(to);
    return seen;
  };
  const reach = new Map([...next.keys()].toSorted().map((name) => [name, reached(name)]));
  const circles = [...reach].flatMap(([name, there]) => {
    const circle = [...reach.keys()].filter((other) => there.has(other) && reach.get(other)?.has(name) === true);
    return circle[0] === name ? [circle] : [];
  });
  return circles;
}

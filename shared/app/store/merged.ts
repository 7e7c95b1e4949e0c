/** `base` with every field that `edit` sets. A field that is absent or undefined in `edit` stays as it is. */
export function merged<T extends object>(base: T, edit: { readonly [Name in keyof T]?: T[Name] | undefined }): T {
  const brought = Object.entries(edit).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(brought) };
}

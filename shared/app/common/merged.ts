/** `base` with every field that `edit` brings: what is absent or undefined there stays as it is. */
export function merged<T extends object>(base: T, edit: { readonly [Name in keyof T]?: T[Name] | undefined }): T {
  const brought = Object.entries(edit).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(brought) };
}

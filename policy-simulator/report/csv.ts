/** Comma-separated values, as RFC 4180 defines them. */
export function csv(head: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string {
  const cell = (value: string | number | undefined) => {
    const text = typeof value === 'number' ? String(Number(value.toFixed(6))) : (value ?? '');
    return /[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

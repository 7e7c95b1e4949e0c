/**
 * Three small charts as SVG: lines over a scale, points on a plane, and bars in groups. They are readable without colour: every
 * line has a label and its own dashes.
 */

export interface Axis {
  readonly label: string;
  /** Where the axis begins; 0 unless said. */
  readonly min?: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

export interface Series {
  readonly name: string;
  /** Undefined values leave a gap. */
  readonly values: readonly (readonly [x: number, y: number | undefined])[];
}

export interface Chart {
  readonly title: string;
  readonly about: string;
  readonly x: Axis;
  readonly y: Axis;
}

/** A chart, and the file for it. */
export interface NamedChart {
  readonly file: string;
  readonly svg: string;
}

/** Pixels. */
const size = { width: 880, height: 400, left: 64, right: 316, top: 44, bottom: 52 };
/** Okabe and Ito 2008: colour-blind people can also tell them apart. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000', '#8c6d31'];
const dashes = ['', '7 3', '2 3', '9 3 2 3', '4 4', '1 2', '12 4', '6 2 2 2 2 2'];

/** Lines over a scale. */
export function lineChart(chart: Chart, series: readonly Series[]): string {
  const { x, y } = scales(chart);
  const lines = series.map(({ values }, n) => {
    const path = values
      .map(([at, value], index) => {
        if (value === undefined) return '';
        const starts = index === 0 || values[index - 1]?.[1] === undefined;
        return `${starts ? 'M' : 'L'}${x(at)},${y(Math.min(value, chart.y.max))}`;
      })
      .join('');
    return `<path d="${path}" fill="none" stroke="${colourOf(n)}" stroke-width="2" stroke-dasharray="${dashes[n % dashes.length]}"/>`;
  });
  return framed(chart, [
    ...lines,
    ...legend(
      series.map((one) => one.name),
      true,
    ),
  ]);
}

/** Named points on a plane. */
export function pointChart(
  chart: Chart,
  points: readonly { readonly name: string; readonly x: number; readonly y: number }[],
): string {
  const { x, y } = scales(chart);
  const marks = points.map(
    (one, n) =>
      `<circle cx="${x(one.x)}" cy="${y(one.y)}" r="5" fill="${colourOf(n)}"/>${text(x(one.x), y(one.y) - 9, String(n + 1), 'middle')}`,
  );
  const names = points.map((one, n) => `${n + 1} ${one.name}`);
  return framed(chart, [...marks, ...legend(names, false)]);
}

/** Bars in groups: one group for each name of `groups`, one bar in it for each series. */
export function barChart(
  chart: Omit<Chart, 'x'>,
  groups: readonly string[],
  series: readonly { readonly name: string; readonly values: readonly (number | undefined)[] }[],
): string {
  const full = { ...chart, x: { label: '', max: groups.length, ticks: [] } };
  const { x, y } = scales(full);
  const width = (x(1) - x(0)) / (series.length + 1);
  const bars = series.flatMap(({ values }, n) =>
    values.map((value, group) => {
      const top = y(Math.min(value ?? 0, chart.y.max));
      const left = x(group) + width * (n + 0.5);
      return `<rect x="${fixed(left)}" y="${top}" width="${fixed(width * 0.9)}" height="${fixed(y(0) - top)}" fill="${colourOf(n)}"/>`;
    }),
  );
  const names = groups.map((name, group) => text(x(group + 0.5), y(0) + 18, name, 'middle'));
  return framed(full, [
    ...bars,
    ...names,
    ...legend(
      series.map((one) => one.name),
      false,
    ),
  ]);
}

function scales({ x, y }: Chart): { readonly x: (value: number) => number; readonly y: (value: number) => number } {
  const width = size.width - size.left - size.right;
  const height = size.height - size.top - size.bottom;
  const along = ({ min = 0, max }: Axis, value: number) => (value - min) / (max - min);
  return {
    x: (value) => fixed(size.left + along(x, value) * width),
    y: (value) => fixed(size.top + height - along(y, value) * height),
  };
}

function framed(chart: Chart, content: readonly string[]): string {
  const { x, y } = scales(chart);
  const [left, right] = [x(chart.x.min ?? 0), x(chart.x.max)];
  const [top, bottom] = [y(chart.y.max), y(chart.y.min ?? 0)];
  const grid = chart.y.ticks.map(
    (tick) => `<path d="M${left},${y(tick)}H${right}" stroke="#ddd"/>${text(left - 8, y(tick) + 4, String(tick), 'end')}`,
  );
  const ticks = chart.x.ticks.map((tick) => text(x(tick), bottom + 18, String(tick), 'middle'));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escaped(chart.title)}</title><desc>${escaped(chart.about)}</desc>`,
    `<rect width="${size.width}" height="${size.height}" fill="#fff"/>`,
    `<text x="${size.left}" y="22" font-size="15" font-weight="600">${escaped(chart.title)}</text>`,
    ...grid,
    `<path d="M${left},${top}V${bottom}H${right}" fill="none" stroke="#333"/>`,
    ...ticks,
    text(fixed((left + right) / 2), size.height - 12, chart.x.label, 'middle'),
    `<text transform="translate(16,${fixed((top + bottom) / 2)}) rotate(-90)" text-anchor="middle">${escaped(chart.y.label)}</text>`,
    ...content,
    '</svg>\n',
  ].join('\n');
}

function legend(names: readonly string[], dashed: boolean): readonly string[] {
  const left = size.width - size.right + 14;
  return names.map((name, n) => {
    const top = size.top + 8 + n * 20;
    const dash = dashed ? dashes[n % dashes.length] : '';
    const mark = `<path d="M${left},${top}h26" stroke="${colourOf(n)}" stroke-width="${dashed ? 2 : 10}" stroke-dasharray="${dash}"/>`;
    return `${mark}${text(left + 32, top + 4, shortened(name), 'start')}`;
  });
}

function text(x: number, y: number, value: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(value)}</text>`;
}

/** The part of a name that fits beside a chart. */
const nameCharsMax = 38;

function shortened(name: string): string {
  return name.length <= nameCharsMax ? name : `${name.slice(0, nameCharsMax - 1)}…`;
}

function colourOf(n: number): string {
  return colours[n % colours.length] ?? '#000000';
}

function escaped(of: string): string {
  return of.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function fixed(of: number): number {
  return Number(of.toFixed(1));
}

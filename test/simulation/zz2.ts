import { replaceRuntime } from './engine/handlers.ts';
replaceRuntime();
const { loadHandlers } = await import('./engine/handlers.ts');
const { run } = await import('./run.ts');
const { settingOf } = await import('./setting.ts');
const handlers = await loadHandlers();
let seekers = 0;
const told = new Map<string, number>();
const firsts = new Map<string, number>();
for (let seed = 1; seed <= 40; seed += 1) {
  const o = await run(settingOf(seed), { handlers, keep: true });
  seekers += o.setting.seekers.length;
  const asks = new Map<string, string>();
  for (const l of o.lines) {
    const c = /(seeker-\d+\.\d+) +calls (ask|match) (\S+)/.exec(l);
    if (c) {
      asks.set(c[1]!, c[3]!);
      firsts.set(c[3]!.slice(-1), (firsts.get(c[3]!.slice(-1)) ?? 0) + 1);
    }
    const t = /(seeker-\d+\.\d+) +is told (.*)/.exec(l);
    if (t && asks.has(t[1]!)) told.set(t[2]!, (told.get(t[2]!) ?? 0) + 1);
  }
}
console.log(seekers, Object.fromEntries(told), Object.fromEntries(firsts));
process.exit(0);

import { replaceRuntime } from './engine/handlers.ts';
replaceRuntime();
const { loadHandlers } = await import('./engine/handlers.ts');
const { run } = await import('./run.ts');
const { settingOf } = await import('./setting.ts');
const handlers = await loadHandlers();
const seed = Number(process.argv[2] ?? 1);
const o = await run(settingOf(seed), { handlers, keep: true });
console.log(o.setting.scenario, o.setting.profile, o.setting.seekers.length, o.setting.volunteers.length);
console.log(
  o.lines
    .filter((l) => /seeker-|volunteer-/.test(l) && /calls|told/.test(l))
    .slice(0, 150)
    .join('\n'),
);
console.log(Object.fromEntries(o.counts));
process.exit(0);

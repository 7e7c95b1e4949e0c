import type { EngineNotes } from './orphans.ts';

/** What an engine is started with. */
export interface EngineSetup {
  /** Absolute. */
  readonly stateDir: string;
  readonly port: number;
  readonly notes: EngineNotes;
  /** Called when the engine cannot be kept running any more. */
  onGiveUp(error: Error): void;
}

/** Whether an engine answers on a local port. A refusal of the unsigned request also counts as an answer. */
export async function answers(port: number, target: string): Promise<boolean> {
  try {
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: '{}' });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false;
  }
}

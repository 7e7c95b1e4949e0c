import type { EngineNotes } from './orphans.ts';

/** Where an engine lives. */
export interface EnginePlace {
  /** Absolute. */
  readonly stateDir: string;
  readonly port: number;
  readonly notes: EngineNotes;
  /** Told when the engine can no longer be kept alive. */
  gaveUp(error: Error): void;
}

/** Whether an engine on a local port answers; that it refuses an unsigned question is an answer too. */
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

/** A hole to make, and the tests that must see it. */
import type { PlantedBug } from '../../simulation/workers/messages.ts';

export interface Tests {
  readonly file: string;
  /** Those of the file whose names hold this; empty: all. */
  readonly named: string;
}

/** `find` occurs once in its file. */
export interface Hole extends PlantedBug {
  readonly tests: Tests;
}

/** Tests over the running service. */
export const doors = (named: string): Tests => ({ file: 'test/doors/doors.test.ts', named });
/** A test file that needs none. */
export const alone = (name: string): Tests => ({ file: `test/doors/${name}.test.ts`, named: '' });

export const app = 'shared/app';
export const edge = 'functions/http';

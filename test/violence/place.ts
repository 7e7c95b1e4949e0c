/** Where the people of every scenario are: in a scene, seen by a history. */
import type { History } from '../storm/history.ts';
import type { Scene } from '../storm/scene.ts';

export interface Place {
  readonly scene: Scene;
  readonly history: History;
}

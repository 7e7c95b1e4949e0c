/** The blocks of a space. */
import { liftBlock as lift } from '../../../shared/app/blocks/lift-block.ts';
import { listBlocks as list } from '../../../shared/app/blocks/list-blocks.ts';
import { shown, silent } from '../responders.ts';
import type { Handler } from '../route.ts';

export const listBlocks: Handler<'listBlocks'> = async ({ ports, caller, params, query }) =>
  shown(await list(ports, { caller, ...params, ...query }));

export const liftBlock: Handler<'liftBlock'> = async ({ ports, now, caller, params }) =>
  silent(await lift(ports, { caller, ...params }, now));

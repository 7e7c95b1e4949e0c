/** Changes that a process remembers for each consumer: those of ten batches, more than are ever delivered again together. */
export const rememberedChangesMax = 1_000;

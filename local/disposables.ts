/** Functions that release what was started. They run in reverse order. */
export class Disposables {
  private readonly all: (() => Promise<void> | void)[] = [];
  private closing: Promise<void> | undefined;

  add(close: () => Promise<void> | void): void {
    this.all.push(close);
  }

  /**
   * Releases everything once, however often it is called. When one release fails the others still run. Rejects with the first
   * failure.
   */
  close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.all.pop(); close !== undefined; close = this.all.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

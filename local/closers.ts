/** What must be ended, in reverse order of its beginning. */
export class Closers {
  private readonly all: (() => Promise<void> | void)[] = [];
  private closing: Promise<void> | undefined;

  add(close: () => Promise<void> | void): void {
    this.all.push(close);
  }

  /** Ends everything once, however often it is called; what fails to end does not keep the rest from it. Rejects with the first failure. */
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

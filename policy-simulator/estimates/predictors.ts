/**
 * Delay predictors from the literature, at the moment when a seeker asks (Ibrahim and Whitt 2009, "Real-time delay estimation
 * based on delay history", M&SOM 11(3)): the wait of the last customer to enter service (LES), that of the first customer in the
 * queue (HOL), the queue length over the rate of service without and with abandonment (QL, QLm), the mean wait of the last ten to
 * enter service, and the number of waiting customers.
 */

/** Mean patience in seconds, and seconds over which the rate of service is measured. */
const patienceSeconds = 401;
const rateSeconds = 1800;
/** Seconds. Above this, a quotient of small numbers has no meaning. */
const predictionMax = 900;
const lastOnes = 10;

/** What was observed of the queue so far. Calls must come in order of time. */
export class QueueHistory {
  readonly #waits: number[] = [];
  readonly #starts: number[] = [];

  /** Records that a customer entered service after waiting so long. */
  entered(waited: number, at: number): void {
    this.#waits.push(waited);
    if (this.#waits.length > lastOnes) this.#waits.shift();
    this.#starts.push(at);
  }

  /**
   * All predictors for a seeker who asks now. `waitingSince` are the times at which the waiting seekers asked, the first in the
   * queue first.
   */
  predictors(waitingSince: readonly number[], now: number): readonly number[] {
    while ((this.#starts[0] ?? now) < now - rateSeconds) this.#starts.shift();
    const rate = Math.max(1, this.#starts.length) / rateSeconds;
    const ahead = waitingSince.length;
    let withAbandonment = 0;
    for (let n = 0; n <= ahead; n += 1) withAbandonment += 1 / (rate + n / patienceSeconds);
    const mean = this.#waits.reduce((sum, one) => sum + one, 0) / Math.max(1, this.#waits.length);
    const [head] = waitingSince;
    return [
      this.#waits.at(-1) ?? 0,
      head === undefined ? 0 : now - head,
      Math.min(predictionMax, (ahead + 1) / rate),
      Math.min(predictionMax, withAbandonment),
      mean,
      ahead,
    ];
  }
}

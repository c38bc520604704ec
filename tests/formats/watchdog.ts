import {Worker} from "node:worker_threads";

const textBytes = 4096;
/** Runs beside the test; a synchronous loop that never ends can only be seen from outside. */
const watcher = `
const {workerData} = require("node:worker_threads");
const {writeSync} = require("node:fs");
const beat = new Int32Array(workerData.shared, 0, 2);
const text = new Uint8Array(workerData.shared, 8);
let last = -1;
setInterval(() => {
  const now = Atomics.load(beat, 0);
  if (now === last && Atomics.load(beat, 1) > 0) {
    writeSync(2, "no end in " + workerData.seconds + " s: " + Buffer.from(text.slice(0, Atomics.load(beat, 1))).toString() + "\\n");
    process.kill(process.pid, "SIGKILL");
  }
  last = now;
}, workerData.seconds * 1000);
`;

/** Ends this process, naming the case, when one case takes longer than `seconds`. */
export class Watchdog {
  private readonly shared = new SharedArrayBuffer(8 + textBytes);
  private readonly beat = new Int32Array(this.shared, 0, 2);
  private readonly worker: Worker;

  constructor(seconds: number) {
    this.worker = new Worker(watcher, {eval: true, workerData: {shared: this.shared, seconds}});
    this.worker.unref();
  }

  begin(told: string): void {
    const {written} = new TextEncoder().encodeInto(told.slice(0, textBytes / 4), new Uint8Array(this.shared, 8));
    Atomics.store(this.beat, 1, written);
    Atomics.add(this.beat, 0, 1);
  }

  async end(): Promise<void> {
    Atomics.store(this.beat, 1, 0);
    await this.worker.terminate();
  }
}

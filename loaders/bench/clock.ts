import {readFileSync} from "node:fs";
import {cpus} from "node:os";
import {isFileError} from "../failure.ts";
import {median} from "./interval.ts";

export interface ClockRange {
  /** MHz, the median over the run; null where the system reports none. */
  median: number | null;
  least: number | null;
}

/** Collects what the system says of its clock while something is measured. */
export class ClockWatch {
  private readonly seen: number[] = [];

  look(): void {
    const clock = clockMhz();
    if (clock !== null) this.seen.push(clock);
  }

  range(): ClockRange {
    if (this.seen.length === 0) return {median: null, least: null};
    return {median: median(this.seen), least: Math.min(...this.seen)};
  }
}

/** MHz now, the median over the processors; null where nothing says. */
function clockMhz(): number | null {
  const clocks = reported("/proc/cpuinfo", /^cpu MHz\s*:\s*([\d.]+)/gm) ?? scaled() ?? cpus().map(({speed}) => speed);
  const known = clocks.filter((clock) => clock > 0);
  return known.length > 0 ? median(known) : null;
}

function scaled(): number[] | null {
  const file = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq";
  return reported(file, /^(\d+)/gm)?.map((kilohertz) => kilohertz / 1000) ?? null;
}

/** The numbers in a file of the system; null where there is no such file, or no number in it. */
function reported(file: string, pattern: RegExp): number[] | null {
  try {
    const found = [...readFileSync(file, "utf8").matchAll(pattern)].map(([, number]) => Number(number));
    return found.length > 0 ? found : null;
  } catch (error) {
    if (isFileError(error)) return null;
    throw error;
  }
}

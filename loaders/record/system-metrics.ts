import {performance} from "node:perf_hooks";

/** One look at the process: CPU over all threads since the last look (100 = one core), memory, the event loop. */
export interface SystemMetrics {
  wall_seconds: number;
  cpu_percent: number;
  rss_mib: number;
  event_loop_utilization: number;
}

/** Looks at this process on a clock of its own until stopped. The timer fires between training steps. */
export function watchSystem(intervalMs: number, report: (metrics: SystemMetrics) => void): () => void {
  const started = performance.now();
  let lastTime = started;
  let lastCpu = process.cpuUsage();
  let lastLoop = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.now();
    const cpu = process.cpuUsage(lastCpu);
    const loop = performance.eventLoopUtilization(lastLoop);
    report({
      wall_seconds: round((now - started) / 1000, 3),
      cpu_percent: round((cpu.user + cpu.system) / (now - lastTime) / 10, 1),
      rss_mib: round(process.memoryUsage.rss() / 2 ** 20, 1),
      event_loop_utilization: round(loop.utilization, 4)
    });
    lastTime = now;
    lastCpu = process.cpuUsage();
    lastLoop = performance.eventLoopUtilization();
  }, intervalMs);
  return () => clearInterval(timer);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

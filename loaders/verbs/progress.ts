const barWidth = 24;
const minimumMilliseconds = 250;

export interface ProgressStream {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** A bar on a terminal; elsewhere a line now and then, so that logs stay short. */
export function progressOn(stream: ProgressStream): {
  progress: (done: number, total: number, label: string) => void;
  end: () => void;
} {
  let last = performance.now();
  let drawn = false;
  return {
    progress(done, total, label) {
      const now = performance.now();
      if (now - last < (stream.isTTY ? minimumMilliseconds / 4 : minimumMilliseconds * 20)) return;
      last = now;
      drawn = stream.isTTY === true;
      stream.write(
        stream.isTTY ? `\r\x1b[2K${bar(done, total)} ${label.slice(-60)}` : `${done + 1} of ${total}: ${label}\n`
      );
    },
    end() {
      if (drawn) stream.write("\r\x1b[2K");
    }
  };
}

function bar(done: number, total: number): string {
  const filled = Math.round((barWidth * done) / Math.max(1, total));
  return `${"█".repeat(filled)}${"░".repeat(barWidth - filled)} ${done} of ${total}`;
}

const clock = /^(?:(-?\d{1,7}) days?, )?(\d{1,7}):([0-5]\d):([0-5]\d(?:\.\d{1,9})?)$/;

/** Seconds of a duration such as "0:32:48" or "9 days, 21:16:28"; null for any other text. */
export function readDuration(text: string): number | null {
  const found = clock.exec(text);
  if (!found) return null;
  const [, days = "0", hours, minutes, seconds] = found;
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

import {createReadStream, realpathSync, statSync, type Stats} from "node:fs";
import type {IncomingMessage, ServerResponse} from "node:http";
import {extname, join, resolve, sep} from "node:path";
import {isFileError} from "../failure.ts";

const types: Record<string, string> = {
  ".arrow": "application/vnd.apache.arrow.stream",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".ndjson": "application/x-ndjson; charset=utf-8",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".sql": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".tsv": "text/tab-separated-values; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff2": "font/woff2"
};

interface ByteRange {
  start: number;
  /** Inclusive. */
  end: number;
}

/**
 * Answers a GET or HEAD for a file within `folder`, `base` (such as `/reports/`) apart. `/runs` is `runs.html`, a
 * folder its `index.html`. Nothing outside `folder` is served, whatever dots, escapes or links a path holds.
 */
export function sendFile(folder: string, request: IncomingMessage, response: ServerResponse, base = "/"): void {
  if (request.method !== "GET" && request.method !== "HEAD")
    return sendText(response, 405, "only GET and HEAD are answered", {Allow: "GET, HEAD"});
  const path = decodePath(request.url ?? "/");
  if (path === undefined) return sendText(response, 400, "the path is not valid");
  if (`${path}/` === base) return sendText(response, 301, `moved to ${base}`, {Location: base});
  const found = path.startsWith(base) ? findFile(resolve(folder), path.slice(base.length)) : undefined;
  if (!found) return sendText(response, 404, "404: no such page or file in this report");
  sendFound(found, request, response);
}

function sendFound(
  {file, stats}: {file: string; stats: Stats},
  request: IncomingMessage,
  response: ServerResponse
): void {
  const headers = {
    "Accept-Ranges": "bytes",
    "Cache-Control": "no-cache",
    "Content-Type": types[extname(file).toLowerCase()] ?? "application/octet-stream",
    "X-Content-Type-Options": "nosniff"
  };
  const range = parseRange(request.headers.range, stats.size);
  if (range === "unsatisfiable")
    return sendText(response, 416, "the range lies outside the file", {"Content-Range": `bytes */${stats.size}`});
  const {start, end} = range ?? {start: 0, end: stats.size - 1};
  response.writeHead(range ? 206 : 200, {
    ...headers,
    "Content-Length": end - start + 1,
    ...(range && {"Content-Range": `bytes ${start}-${end}/${stats.size}`})
  });
  if (request.method === "HEAD" || stats.size === 0) response.end();
  else
    createReadStream(file, {start, end})
      .on("error", () => response.destroy())
      .pipe(response);
}

/** One byte range; a header with several, or one that is not well formed, is ignored as HTTP allows. */
function parseRange(header: string | undefined, size: number): ByteRange | "unsatisfiable" | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (!first && !last)) return undefined;
  const start = first ? Number(first) : Math.max(0, size - Number(last));
  const end = first && last ? Math.min(Number(last), size - 1) : size - 1;
  if (first && last && Number(last) < start) return undefined;
  return start >= size || (!first && Number(last) === 0) ? "unsatisfiable" : {start, end};
}

function decodePath(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.replace(/[?#].*$/s, ""));
    return path.startsWith("/") && !/[\0\\]/.test(path) && !path.split("/").includes("..") ? path : undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function findFile(folder: string, path: string): {file: string; stats: Stats} | undefined {
  const tries = path === "" || path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`];
  for (const name of tries) {
    const file = join(folder, name);
    try {
      const stats = statSync(file);
      const inside = realpathSync(file).startsWith(realpathSync(folder) + sep);
      if (inside && stats.isFile()) return {file, stats};
    } catch (error) {
      if (!isFileError(error, "ENOENT", "ENOTDIR", "ENAMETOOLONG", "EACCES", "ELOOP")) throw error;
    }
  }
  return undefined;
}

function sendText(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "X-Content-Type-Options": "nosniff",
    ...headers
  });
  response.end(`${text}\n`);
}

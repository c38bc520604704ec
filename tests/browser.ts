import chromium from "@sparticuz/chromium";
import {chromium as playwright, type Browser, type Page} from "playwright-core";

/** What a page did while it was open. */
export interface Visit {
  page: Page;
  /** Console errors and exceptions that nothing caught, in order. */
  errors: string[];
  /** Requests whose address is not of the site's origin; `data:` addresses fetch nothing and are left out. */
  outside: string[];
}

let running: Promise<Browser> | undefined;

/** One browser for all tests of a file; `closeBrowser` ends it. The package's own arguments switch web security off. */
async function launch(): Promise<Browser> {
  return playwright.launch({
    args: ["--no-sandbox", "--disable-gpu"],
    executablePath: await chromium.executablePath(),
    headless: true
  });
}

/** Opens `url`, waits until its cells have run (none do from disk), and hands the page to `look`. */
export async function withPage<T>(
  url: string,
  look: (visit: Visit) => Promise<T>,
  options: {viewport?: {width: number; height: number}; colorScheme?: "light" | "dark"} = {}
): Promise<T> {
  running ??= launch();
  const context = await (await running).newContext({viewport: {width: 1280, height: 900}, ...options});
  try {
    const page = await context.newPage();
    const visit: Visit = {page, errors: [], outside: []};
    const origin = new URL(url).origin;
    page.on("console", (message) => message.type() === "error" && visit.errors.push(message.text()));
    page.on("pageerror", (error) => visit.errors.push(String(error)));
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== origin && !request.url().startsWith("data:"))
        visit.outside.push(request.url());
    });
    await page.goto(url, {waitUntil: "load"});
    if (origin !== "null") await settle(page);
    return await look(visit);
  } finally {
    await context.close();
  }
}

/** Framework removes an `observablehq-loading` element when the cell before it has run. */
async function settle(page: Page): Promise<void> {
  await page
    .waitForFunction(() => !document.querySelector("observablehq-loading"), undefined, {timeout: 20_000})
    .catch(() => undefined);
  await page.waitForLoadState("networkidle");
}

export async function closeBrowser(): Promise<void> {
  const browser = await running;
  running = undefined;
  await browser?.close();
}

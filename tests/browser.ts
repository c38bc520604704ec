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

export interface PageOptions {
  viewport?: {width: number; height: number};
  colorScheme?: "light" | "dark";
  /** Waits until there is something to look at; left out, until cells have run and requests have ended. */
  settled?: (page: Page) => Promise<void>;
}

/** Opens `url` in a context of its own and waits until its cells have run (none do from disk). */
export async function openPage(
  url: string,
  {settled = settle, ...options}: PageOptions = {}
): Promise<Visit & {close: () => Promise<void>}> {
  running ??= launch();
  const context = await (await running).newContext({viewport: {width: 1280, height: 900}, ...options});
  const close = () => context.close();
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
    if (origin !== "null") await settled(page);
    return {...visit, close};
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens `url`, hands the page to `look`, and closes it. */
export async function withPage<T>(
  url: string,
  look: (visit: Visit) => Promise<T>,
  options: PageOptions = {}
): Promise<T> {
  const {close, ...visit} = await openPage(url, options);
  try {
    return await look(visit);
  } finally {
    await close();
  }
}

/** Framework removes an `observablehq-loading` element when the cell before it has run. */
async function settle(page: Page): Promise<void> {
  await page
    .waitForFunction(() => !document.querySelector("observablehq-loading"), undefined, {timeout: 40_000})
    .catch(() => undefined);
  await page.waitForLoadState("networkidle");
}

export async function closeBrowser(): Promise<void> {
  const browser = await running;
  running = undefined;
  await browser?.close();
}

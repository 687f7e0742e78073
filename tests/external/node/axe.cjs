// What axe-core finds on a page at WCAG 2.2 AA, at a desk's width, a phone's, and as it is printed: node axe.cjs PAGE.html
// Needs axe-core and playwright-core (NODE_PATH), and Chromium (CHROMIUM, or /usr/bin/chromium). Exit code 1 where it finds anything.
const path = require("path");
const { pathToFileURL } = require("url");
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  let found = 0;
  for (const [width, media] of [[1280, "screen"], [360, "screen"], [1280, "print"]]) {
    // The page's own policy allows no script; the checker's is let in.
    const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    await page.emulateMedia({ media });
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(path.resolve(process.argv[2])).href);
    await page.evaluate(axe);
    const result = await page.evaluate((tags) => axe.run(document, { runOnly: tags }), TAGS);
    for (const violation of result.violations) {
      for (const node of violation.nodes) {
        console.log(`${width}px ${media} ${violation.id} (${violation.impact}): ${violation.help}: ${node.html}`);
        found += 1;
      }
    }
    for (const doubt of result.incomplete) console.log(`${width}px ${media} not sure: ${doubt.id}: ${doubt.nodes.map((n) => n.html).join(" ")}`);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wider > 0) {
      console.log(`${width}px ${media} the page is ${wider}px wider than the window`);
      found += 1;
    }
    for (const url of asked.slice(1)) {
      console.log(`${width}px ${media} the page asks for ${url}`);
      found += 1;
    }
    console.log(`${width}px ${media} ${result.passes.length} rules passed, ${result.violations.length} broken`);
  }
  await browser.close();
  process.exit(found ? 1 : 0);
})();

// Prints the words that a browser shows of each page, as a JSON list; null where it shows none: node texts.cjs FILE…
// Scripts do not run and nothing is fetched: what is judged is what the file itself says.
// Needs playwright-core (NODE_PATH), and Chromium (CHROMIUM, or /usr/bin/chromium).
const path = require("path");
const { pathToFileURL } = require("url");
const { chromium } = require("playwright-core");

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
  const texts = [];
  for (const file of process.argv.slice(2)) {
    const page = await context.newPage();
    const text = (async () => {
      await page.goto(pathToFileURL(path.resolve(file)).href, { waitUntil: "domcontentloaded", timeout: 15000 });
      return page.evaluate(() => {
        // Pages that wait for a script are hidden as a whole; `innerText` would then be their source, scripts and all.
        for (const part of [document.documentElement, document.body]) part.style.setProperty("display", "block", "important");
        return document.body.innerText;
      });
    })();
    const patience = new Promise((done) => setTimeout(done, 20000, null));
    texts.push(await Promise.race([text.catch(() => null), patience]));
    await page.close();
  }
  console.log(JSON.stringify(texts));
  await browser.close();
})();

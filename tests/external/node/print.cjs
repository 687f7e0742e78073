// Prints every page in a folder as a PDF beside it, in one browser: node print.cjs FOLDER
// Needs playwright-core (NODE_PATH), and Chromium (CHROMIUM, or /usr/bin/chromium).
const fs = require("fs");
const path = require("path");
const { pathToFileURL } = require("url");
const { chromium } = require("playwright-core");

(async () => {
  const folder = path.resolve(process.argv[2]);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await browser.newPage();
  for (const name of fs.readdirSync(folder).filter((name) => name.endsWith(".html"))) {
    await page.goto(pathToFileURL(path.join(folder, name)).href);
    await page.pdf({ path: path.join(folder, name.replace(/html$/, "pdf")), tagged: true, preferCSSPageSize: true });
  }
  await browser.close();
})();

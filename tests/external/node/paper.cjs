// What a paper's page looks like, beside what axe.cjs finds: node paper.cjs PAGE.html…
// Needs playwright-core (NODE_PATH), and Chromium (CHROMIUM, or /usr/bin/chromium). Exit code 1 where anything is wrong.
const path = require("path");
const { pathToFileURL } = require("url");
const { chromium } = require("playwright-core");

// What of an A4 page is inside the margins, upright and lying, in pixels.
const PORTRAIT = 658, LANDSCAPE = 986, PAGE_HEIGHT = 971;

// Runs in the page: charts without words, without a table, cut, or with letters over letters.
const charts = () => {
  const faults = [];
  for (const figure of document.querySelectorAll("figure")) {
    const caption = figure.querySelector("figcaption")?.textContent || "a chart without a caption";
    const svg = figure.querySelector(":scope > svg");
    if (!figure.querySelector("table")) faults.push(`${caption}: no table`);
    if (!svg) {
      if (!/Nothing to draw/.test(figure.textContent)) faults.push(`${caption}: no picture`);
      continue;
    }
    const told = svg.getAttribute("aria-label") || "";
    if (svg.getAttribute("role") !== "img" || !told.startsWith(caption)) faults.push(`${caption}: no words for those who do not see it`);
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }));
    for (const { words, box } of texts) {
      const inside = box.left >= frame.left - 2 && box.right <= Math.min(frame.right, window.innerWidth) + 2 && box.bottom <= frame.bottom + 4;
      if (!inside) faults.push(`${caption}: "${words}" is cut`);
    }
    texts.forEach((one, at) => {
      for (const other of texts.slice(at + 1)) {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 1 && down > 3) faults.push(`${caption}: "${one.words}" lies over "${other.words}"`);
      }
    });
    if (frame.height > 900) faults.push(`${caption}: ${frame.height}px high, more than a page of paper holds`);
  }
  return faults;
};

// Runs in the page as it is printed: tables wider than their paper.
const printed = ([portrait, landscape]) => {
  const faults = [];
  for (const table of document.querySelectorAll("table")) {
    const lies = getComputedStyle(table.parentElement).page === "wide";
    const wide = Math.round(table.getBoundingClientRect().width), paper = lies ? landscape : portrait;
    if (wide > paper) faults.push(`a table of ${wide}px on paper of ${paper}px: ${table.textContent.trim().slice(0, 60)}`);
  }
  return faults;
};

const shown = async (page) => page.evaluate(() => [document.body.innerText, ...[...document.querySelectorAll("svg")].map((svg) => svg.outerHTML)]);

(async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  let found = 0;
  const tell = (file, what) => {
    console.log(`${path.basename(file)}: ${what}`);
    found += 1;
  };
  for (const file of process.argv.slice(2)) {
    const url = pathToFileURL(path.resolve(file)).href;
    const seen = [];
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled });
      const page = await context.newPage();
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("dialog", (dialog) => { tell(file, "a script ran"); dialog.dismiss(); });
      await page.goto(url);
      seen.push(JSON.stringify(await shown(page)));
      for (const other of asked.slice(1)) tell(file, `asks for ${other}`);
      await context.close();
    }
    if (seen[0] !== seen[1]) tell(file, "shows something else where scripts are off");
    if (seen[0].length < 200) tell(file, "shows next to nothing");
    for (const [media, width] of [["screen", 1280], ["screen", 360], ["print", PORTRAIT]]) {
      const page = await browser.newPage({ viewport: { width, height: PAGE_HEIGHT } });
      await page.emulateMedia({ media });
      await page.goto(url);
      for (const fault of await page.evaluate(charts)) tell(file, `${media} ${width}px: ${fault}`);
      if (media === "print") {
        for (const fault of await page.evaluate(printed, [PORTRAIT, LANDSCAPE])) {
          // What lies on its side is laid out again at that width.
          tell(file, `${media}: ${fault}`);
        }
      }
      await page.close();
    }
  }
  await browser.close();
  process.exit(found ? 1 : 0);
})();

import { askIn, expect, openShadowRoots, tell, test } from "../fixtures/widget-site";

const HOSTILE_STYLE = `
* { all: unset !important; display: none !important; visibility: hidden !important; }
html, body, main, #cover { display: block !important; visibility: visible !important; }
#cover { position: fixed !important; inset: 0 !important; z-index: 2147483647 !important; background: crimson !important; }`;

test("no style of the page reaches the question, and nothing of the page lies over it", async ({
  page,
  site,
}) => {
  await openShadowRoots(page);
  const sessionId = await site.converse();
  await site.visit(page, {
    policy: "",
    head: `<style>${HOSTILE_STYLE}</style>`,
    body: '<div id="cover"></div>',
  });
  await askIn(page, sessionId);
  // A click needs the element to be visible, of some size, and uppermost.
  await page.getByRole("radio", { name: "4" }).click();
  await page.getByRole("button", { name: "Skip" }).click();
  await expect.poll(() => site.npsOf(sessionId)).toMatchObject({ score: 4 });
});

test("the shadow root is closed to the page", async ({ page, site }) => {
  const sessionId = await site.converse();
  await site.visit(page);
  await tell(page, "session", { id: sessionId });
  await tell(page, "show");
  const host = page.locator("html > [popover]");
  await expect(host).toHaveCount(1);
  expect(await host.evaluate((element) => element.shadowRoot)).toBeNull();
});

test("a page that has broken the language's own objects gets no error and its answers arrive", async ({
  page,
  site,
}) => {
  await openShadowRoots(page);
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(error.message));
  const sessionId = await site.converse();
  await site.visit(page, {
    policy: "",
    isBroken: true,
    head: `<script>
window.floopy = function () { (floopy.q = floopy.q || []).push(arguments); };
floopy("session", Object.assign(Object.create(null), { id: "${sessionId}" }));
floopy("show");
for (const name of ["map","forEach","push","filter","slice","join","concat","includes"])
  Array.prototype[name] = () => { throw new Error("polluted " + name) };
Array.prototype.toJSON = Object.prototype.toJSON = () => "polluted";
String.prototype.trimEnd = String.prototype.includes = () => { throw new Error("polluted") };
for (const name of ["signal","token","show","value","headers","credentials","mode","score","comment","enabled"])
  Object.defineProperty(Object.prototype, name, Object.assign(Object.create(null), {
    get() { throw new Error("polluted " + name) }, set() { throw new Error("polluted " + name) } }));
Object.prototype.inherited = "x";
window.JSON5 = {};
</script>`,
    body: '<img name="currentScript"><form name="querySelector"></form><form name="createElement"></form><img name="documentElement"><img name="body">',
  });
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.getByRole("radio", { name: "2" }).check();
  await page.getByRole("button", { name: "Skip" }).click();
  await expect.poll(() => site.npsOf(sessionId)).toMatchObject({ score: 2 });
  expect(failures).toEqual([]);
});

test("loaded twice it is one, and nonsense told to it is no error of the page", async ({ page, site }) => {
  await openShadowRoots(page);
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(error.message));
  const sessionId = await site.converse();
  await site.visit(page, {
    body: `<script async src="${process.env.FLOOPY_E2E_URL}/nps/v1.js" data-key="${site.pageKey}"></script>`,
  });
  await page.evaluate(() => {
    for (const call of [
      [],
      ["nothing"],
      ["session"],
      ["session", 7],
      ["init", null],
      ["on", "x", 3],
      ["event", {}],
    ])
      window.floopy?.(...call);
    window.floopy?.("on", "shown", () => {
      throw new Error("the page's own");
    });
  });
  await askIn(page, sessionId);
  expect(failures).toEqual([]);
});

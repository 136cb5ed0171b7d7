// Asks pa11y of pages, one after the other in one browser. Reads from the standard input where its packages lie
// (`modules`), the browser (`program`, `switches`), the site's `root`, `addresses` below it, the `window`, and the
// patterns of what leads away (`redirects`, `short`, `refresh`), and what is `allowed`: code → selector of the elements
// in which it is no error. Writes the errors of every page in the same order, each with whether it is allowed.
const { readFileSync } = require("node:fs")
const { createRequire } = require("node:module")

const asked = JSON.parse(readFileSync(0, "utf-8"))
const need = createRequire(`${asked.modules}/`)
const pa11y = need("pa11y"), puppeteer = need("puppeteer")
const [redirects, short, refresh] = [asked.redirects, asked.short, asked.refresh].map((one) => new RegExp(one))

const guard = async (request) => {
    const address = request.url()
    if (redirects.test(address)) await request.respond({ contentType: "text/javascript", body: "" })
    else if (short.test(address)) {
        const body = (await (await fetch(address)).text()).replace(refresh, "")
        await request.respond({ contentType: "text/html; charset=utf-8", body })
    } else if (address.startsWith(asked.root) || /^(data|blob):/.test(address)) await request.continue()
    else await request.abort()
}

const looked = async (browser, address) => {
    const page = await browser.newPage()
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: asked.window.scheme }])
    await page.setRequestInterception(true)
    page.on("request", guard)
    const { width, height } = asked.window
    const settings = { standard: "WCAG2AA", runners: ["htmlcs"], timeout: asked.patience, viewport: { width, height } }
    try {
        const { issues } = await pa11y(asked.root + address, { ...settings, browser, page })
        return await Promise.all(issues.map(async ({ code, selector, context, message }) => {
            const may = asked.allowed[code]
            const allowed = Boolean(may) && await page.$eval(selector, (one, wanted) => one.matches(wanted), may)
            return { code, selector, context, message, allowed }
        }))
    } finally {
        await page.close()
    }
}

const all = async () => {
    const browser = await puppeteer.launch({ executablePath: asked.program, args: asked.switches })
    try {
        const found = []
        for (const address of asked.addresses) found.push(await looked(browser, address))
        return found
    } finally {
        await browser.close()
    }
}

all().then((found) => process.stdout.write(JSON.stringify(found)))

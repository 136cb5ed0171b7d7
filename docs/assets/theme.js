// Light or dark: what the reader chose, kept on this device; without a choice, what the device asks for.
// So is the view for those who see badly, whose box works without a script, but would be forgotten on the next page.
// Runs in the head, so that nothing is drawn in the other colours first.
{
  const KEY = "gp-scheme"
  const VIEW = "gp-vision"
  const root = document.documentElement
  const dark = matchMedia("(prefers-color-scheme: dark)")
  const kept = (key) => { try { return localStorage.getItem(key) } catch { return null } }
  const keep = (key, value) => { try { localStorage.setItem(key, value) } catch { /* a reader may forbid keeping anything */ } }
  let chosen = kept(KEY)

  const show = () => {
    const scheme = chosen || (dark.matches ? "slate" : "default")
    root.dataset.mdColorScheme = scheme
    document.querySelectorAll("[data-scheme]").forEach((button) => { button.hidden = button.dataset.scheme === scheme })
  }

  show()
  dark.addEventListener("change", show)
  document.addEventListener("DOMContentLoaded", show)
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-scheme]")
    if (!button) return
    chosen = button.dataset.scheme
    keep(KEY, chosen)
    show()
    document.querySelector("[data-scheme]:not([hidden])").focus()
  })

  const enlarge = (box) => {
    root.toggleAttribute("data-vision", kept(VIEW) === "1")
    if (box) box.checked = root.hasAttribute("data-vision")
  }

  enlarge()
  addEventListener("pageshow", () => enlarge(document.getElementById(VIEW)))
  document.addEventListener("DOMContentLoaded", () => {
    enlarge(document.getElementById(VIEW))
    const menu = document.getElementById("__drawer")
    if (menu) menu.checked = false  // some browsers open again what was open
  })
  document.addEventListener("change", ({ target }) => {
    if (target.id !== VIEW) return
    keep(VIEW, target.checked ? "1" : "0")
    root.toggleAttribute("data-vision", target.checked)
  })
}

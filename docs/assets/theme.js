// Light or dark: what the reader chose, kept on this device; without a choice, what the device asks for.
// Runs in the head, so that nothing is drawn in the other colours first.
{
  const KEY = "gp-scheme"
  const root = document.documentElement
  const dark = matchMedia("(prefers-color-scheme: dark)")
  const kept = () => { try { return localStorage.getItem(KEY) } catch { return null } }
  let chosen = kept()

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
    try { localStorage.setItem(KEY, chosen) } catch { /* a reader may forbid keeping anything */ }
    show()
    document.querySelector("[data-scheme]:not([hidden])").focus()
  })
}

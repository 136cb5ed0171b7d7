// The key «/» leads to the search, as readers of other sites are used to; not while something is being written.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target.closest("input, textarea, select, [contenteditable]")) return
  const box = document.getElementById("gp-query") || document.querySelector(".gp-find__box")
  if (!box) return
  event.preventDefault()
  box.focus()
  box.select()
})

// A video is shown in place only when a reader asks for it; without this script its link remains.
document.querySelectorAll("a[data-video]").forEach((link) => {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "gp-play"
  button.textContent = link.dataset.play
  button.addEventListener("click", () => {
    const player = document.createElement("iframe")
    player.className = "gp-player"
    player.src = `https://www.youtube-nocookie.com/embed/${link.dataset.video}`
    player.title = link.textContent
    player.allow = "fullscreen"
    player.referrerPolicy = "strict-origin-when-cross-origin"
    button.replaceWith(player)
    player.focus()
  })
  link.after(button)
})

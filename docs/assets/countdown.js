// Says beside the end of an intake whether it is open at this moment. The words are the page's own, the hours Astana's.
{
  const words = document.getElementById("gp-countdown")
  const HOUR = 3600000
  const DAY = 24 * HOUR

  // A day without an hour ends at its midnight.
  const moment = (text) => (text.length === 10 ? Date.parse(`${text}T00:00+05:00`) : Date.parse(text))
  const end = (text) => moment(text) + (text.length === 10 ? DAY : 0)
  const dayInAstana = (time) => Math.floor((time + 5 * HOUR) / DAY)

  const counted = (unit, number) => {
    const forms = words.dataset[unit].split("|")
    const category = new Intl.PluralRules(document.documentElement.lang).select(number)
    const place = ["one", "few", "many"].indexOf(category)
    return forms[Math.max(0, Math.min(place, forms.length - 1))].replace("{n}", number)
  }

  const left = (until, now) => {
    const days = dayInAstana(until - 1) - dayInAstana(now)
    if (days > 0) return counted("days", days)
    const hours = Math.floor((until - now) / HOUR)
    return hours > 0 ? counted("hours", hours) : counted("minutes", Math.ceil((until - now) / 60000))
  }

  const show = () => {
    const now = Date.now()
    document.querySelectorAll(".gp-closing").forEach((closing) => {
      const time = closing.querySelector("time")
      const said = closing.querySelector(".gp-left")
      const until = end(time.dateTime)
      const state = now >= until ? "closed" : time.dataset.opens && now < moment(time.dataset.opens) ? "before" : "open"
      const text = words.dataset[state].replace("{left}", () => left(until, now))
      if (said.textContent === text) return
      said.textContent = text
      said.className = `gp-left gp-left--${state}`
      said.hidden = false
    })
  }

  if (words) {
    show()
    setInterval(show, 30000)
  }
}

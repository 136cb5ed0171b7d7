// The page of the search: what is typed and chosen stands in the address, what is found on the page.
import { Index } from "./engine.js"
import { excerpt } from "./excerpt.js"
import { Facets } from "./facets.js"

const PAGE = 10
const root = document.getElementById("gp-search")
const one = (name) => root.querySelector(name)
const [form, box, body, status, list] = ["form", "#gp-query", ".gp-search__body", ".gp-search__status", ".gp-search__list"].map(one)
const [more, csv, said, none, sort] = [".gp-search__more", ".gp-search__csv", ".gp-search__said", ".gp-search__none", "select"].map(one)
const template = document.getElementById("gp-result").content
const words = root.dataset
const index = new Index(words.index)
const facets = new Facets(root, index, () => update(true))
const state = { hits: [], shown: 0, marks: new Set(), turn: 0, order: "best" }
const look = "IntersectionObserver" in window ? new IntersectionObserver(seen) : null

// Beginning anew with every key: what an earlier query found late is not shown.
async function update(push) {
  const turn = ++state.turn
  const query = box.value.trim()
  remember(query, push)
  if (!query && !facets.any() && !facets.open()) return start()
  body.hidden = false
  status.textContent = status.textContent || words.loading
  try {
    const answer = await index.search(query)
    const all = query ? answer.found : await everything()
    const hits = await ordered(await facets.chosen(all))
    if (turn !== state.turn) return
    Object.assign(state, { hits, marks: answer.marks, shown: 0 })
    list.textContent = ""
    explain(query, answer, hits.length)
    await show(turn)
    facets.count(all)
  } catch (fault) {
    if (turn !== state.turn) return
    status.textContent = words.failed
    console.warn(fault)
  }
}

function start() {
  body.hidden = true
  status.textContent = list.textContent = ""
  state.hits = []
}

async function everything() {
  await (index.opened = index.opened || index.open())
  return (await index.everything()).map((id) => ({ id, score: 0, text: 0 }))
}

async function ordered(hits) {
  if (state.order === "best") return hits
  const number = await index.numberOf(state.order)
  return [...hits].sort((left, right) => number(right.id) - number(left.id) || left.id - right.id)
}

function explain(query, answer, count) {
  status.textContent = count ? words.found.replace("{n}", count.toLocaleString("ru")) : words.none
  const lines = []
  if (query && count && !answer.together) lines.push(words.apart)
  if (answer.missed.length) lines.push(words.missed.replace("{words}", answer.missed.join(", ")))
  if (count && answer.nears.length) lines.push(words.near)
  if (answer.partial) lines.push(words.partial)
  said.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })))
  none.hidden = count > 0
  csv.hidden = !count
}

async function show(turn) {
  const hits = state.hits.slice(state.shown, state.shown + PAGE)
  const cards = await Promise.all(hits.map((hit) => index.card(hit.id)))
  if (turn !== state.turn) return null
  const items = cards.map((card, place) => result(card, hits[place]))
  list.append(...items)
  state.shown += hits.length
  more.hidden = state.shown >= state.hits.length
  return items[0]
}

function result(card, hit) {
  const item = template.cloneNode(true).firstElementChild
  const link = item.querySelector("a")
  item.querySelector(".gp-result__kind").textContent = words[`kind${card.kind[0].toUpperCase()}${card.kind.slice(1)}`]
  link.textContent = card.title
  link.href = words.base + card.address
  item.querySelector(".gp-result__facts").textContent = card.facts.join(" · ")
  item.hit = hit
  item.card = card
  if (look) look.observe(item)
  else fill(item)
  return item
}

function seen(entries) {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) look.unobserve(target), fill(target)
  }
}

// The words found, marked in the text where they stand; only of results that are looked at.
async function fill(item) {
  const { card, hit } = item
  const marks = state.marks
  const parts = await index.textsOf(card, hit.text).catch(() => [])
  const found = marks.size ? excerpt(parts, marks, index.stem) : []
  const place = item.querySelector(".gp-result__text")
  const title = item.querySelector("h3 a")
  if (marks.size) title.replaceChildren(...excerpt([["", "", card.title]], marks, index.stem, true).flatMap((part) => part.nodes))
  for (const { anchor, heading, nodes } of found) {
    const line = document.createElement("p")
    if (heading && anchor) {
      const link = Object.assign(document.createElement("a"), { href: `${words.base}${card.address}#${anchor}`, textContent: heading })
      line.append(link)
    }
    line.append(...nodes)
    place.append(line)
  }
}

function remember(query, push) {
  const address = new URLSearchParams()
  if (query) address.set("q", query)
  facets.write(address)
  if (state.order !== "best") address.set("sort", state.order)
  const text = location.pathname + (String(address) ? `?${address}` : "")
  if (text === location.pathname + location.search) return
  history[push ? "pushState" : "replaceState"](null, "", text)
}

function recall() {
  const address = new URLSearchParams(location.search)
  box.value = address.get("q") || ""
  state.order = sort.value = [...sort.options].some((option) => option.value === address.get("sort")) ? address.get("sort") : "best"
  facets.recall(address)
}

let waiting
box.addEventListener("focus", () => { index.opened = index.opened || index.open(); index.opened.catch(() => { index.opened = null }) }, { once: true })
box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => update(false), 150) })
form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); update(true) })
sort.addEventListener("change", () => { state.order = sort.value; update(true) })
more.addEventListener("click", async () => { const first = await show(state.turn); if (first) first.querySelector("a").focus() })
csv.addEventListener("click", async () => {
  csv.disabled = true
  const { save } = await import("./table.js")
  await save(index, state.hits, words.file).catch(() => { status.textContent = words.failed })
  csv.disabled = false
})
window.addEventListener("popstate", () => { recall(); update(false) })
recall()
if (location.search.length > 1) update(false)

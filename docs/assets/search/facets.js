// Narrowing by properties: each is loaded when it is first opened or named in the address.
const SHOWN = 12

export class Facets {
  constructor(root, index, changed) {
    this.root = root
    this.index = index
    this.changed = changed
    this.asked = new Map()
    this.all = []
    this.parts = new Map([...root.querySelectorAll("[data-facet]")].map((part) => [part.dataset.facet, part]))
    for (const [name, part] of this.parts) {
      this.asked.set(name, new Set())
      part.addEventListener("toggle", () => part.open && this.opened(name))
    }
    this.list = root.querySelector(".gp-search__chosen")
    this.clear = root.querySelector(".gp-search__clear")
    this.clear.addEventListener("click", () => { this.asked.forEach((values) => values.clear()); changed() })
    const outer = root.querySelector(".gp-search__filters")
    if (matchMedia("(min-width: 60em)").matches) outer.open = true
  }

  any = () => [...this.asked.values()].some((values) => values.size)

  open = () => [...this.parts.values()].some((part) => part.open)

  opened(name) {
    if (this.all.length) this.fill(name)
    else this.changed()
  }

  write(address) {
    for (const [name, values] of this.asked) for (const value of values) address.append(name, value)
  }

  recall(address) {
    for (const name of this.parts.keys()) this.asked.set(name, new Set(address.getAll(name)))
  }

  // The hits that have one of the chosen values of every facet, but of `except`.
  async chosen(hits, except) {
    const tests = await Promise.all([...this.asked].filter(([name, values]) => values.size && name !== except).map(async ([name, values]) => {
      const facet = await this.index.facet(name)
      const wanted = new Set(facet.sets.filter((set) => set.some((place) => values.has(facet.values[place][0]))))
      return ({ id }) => wanted.has(facet.setOf(id))
    }))
    return tests.length ? hits.filter((hit) => tests.every((test) => test(hit))) : hits
  }

  // Show what is chosen, and how many of `hits` each value of an open facet would leave.
  async count(hits) {
    this.all = hits
    for (const [name, part] of this.parts) if (part.open) this.fill(name)
    const chosen = await Promise.all([...this.asked].flatMap(([name, values]) => [...values].map(async (value) => {
      const label = ((await this.index.facet(name)).values.find(([id]) => id === value) || [value, value])[1]
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label })
      button.addEventListener("click", () => { values.delete(value); this.changed() })
      const item = document.createElement("li")
      item.append(button)
      return item
    })))
    this.list.replaceChildren(...chosen)
    this.list.hidden = this.clear.hidden = !chosen.length
    const number = this.root.querySelector(".gp-search__count")
    number.textContent = chosen.length
    number.hidden = !chosen.length
  }

  async fill(name) {
    const facet = await this.index.facet(name), hits = await this.chosen(this.all, name)
    const counts = new Array(facet.values.length).fill(0)
    for (const { id } of hits) for (const place of facet.setOf(id)) counts[place]++
    const asked = this.asked.get(name)
    const values = facet.values.map(([id, label], place) => ({ id, label, count: counts[place] }))
      .filter(({ id, count }) => count || asked.has(id))
    if (name === "year") values.sort((one, other) => other.id - one.id)
    else if (name === "sum") values.sort((one, other) => one.id - other.id)
    else values.sort((one, other) => other.count - one.count || one.label.localeCompare(other.label, document.documentElement.lang))
    this.draw(name, values)
  }

  draw(name, values) {
    const place = this.parts.get(name).querySelector(".gp-facet__values")
    const asked = this.asked.get(name)
    const focused = place.contains(document.activeElement) && document.activeElement.value
    const shown = values.filter((value, order) => order < SHOWN || asked.has(value.id))
    const rows = document.createElement("div")
    rows.append(...shown.map((value) => this.row(name, value)))
    place.replaceChildren(...(values.length > SHOWN ? [this.narrow(name, values, rows)] : []), rows)
    if (focused) [...place.querySelectorAll("input")].find((input) => input.value === focused)?.focus()
  }

  narrow(name, values, rows) {
    const label = this.root.dataset.narrow
    const box = Object.assign(document.createElement("input"), { type: "search", placeholder: label, className: "gp-facet__narrow" })
    box.setAttribute("aria-label", label)
    box.addEventListener("input", () => {
      const typed = box.value.trim().toLowerCase()
      rows.replaceChildren(...values.filter((value) => value.label.toLowerCase().includes(typed)).slice(0, SHOWN).map((value) => this.row(name, value)))
    })
    return box
  }

  row(name, { id, label, count }) {
    const asked = this.asked.get(name)
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value: id, checked: asked.has(id) })
    box.addEventListener("change", () => { box.checked ? asked.add(id) : asked.delete(id); this.changed() })
    const number = Object.assign(document.createElement("span"), { className: "gp-facet__count", textContent: count.toLocaleString("ru") })
    const row = Object.assign(document.createElement("label"), { className: "gp-facet__row" })
    const text = Object.assign(document.createElement("span"), { textContent: label })
    row.append(box, text, number)
    return row
  }
}

// Finds documents in an index written by grantpages/search/index.py; knows nothing of the page that asks.
import { form, keyboard, stemmer, words } from "./normalise.js"

const NAMES = 8, OFTEN = 3, ELSE = 1, VERSION = 4
// How a word of the query came to a stem of the index: in exactly this form, by its stem, as a beginning, misspelt.
const EXACT = 2, STEM = 1, BEGINNING = 0.5, MISSPELT = 0.3
const BEGINNINGS = 40, MISSPELLINGS = 2, SPELLINGS = 2, PHRASES = 200
const ZERO = 0x23

export const numbers = (text) => Array.from(text, (letter) => {
  const code = letter.codePointAt(0)
  return (code >= 0xe000 ? code - 0x800 : code) - ZERO
})

function rising(text) {
  let last = -1
  return numbers(text).map((gap) => (last += gap + 1))
}

// Rising words from one text: a capital tells how many letters a word shares with the one before it.
function unpacked(text) {
  let last = ""
  return Array.from(text.matchAll(/([A-Z])([^A-Z]*)/g), ([, shared, rest]) => (last = last.slice(0, shared.charCodeAt(0) - 65) + rest))
}

// The files of a stretched list: {starts, names}.
const stretched = ([starts, names]) => ({ starts: unpacked(starts), names: names.match(/.{4}/g) ?? [] })

// The place of the last entry not after `key` in a sorted list; -1 where all are after it.
function placeOf(sorted, key) {
  let low = 0, high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] <= key) low = middle + 1
    else high = middle
  }
  return low - 1
}

// Whether one letter more, less or other, or two exchanged, make one word of the other.
export function isNear(one, other) {
  if (one === other || Math.abs(one.length - other.length) > 1) return one === other
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  const rest = (word, from) => word.slice(start + from)
  return rest(one, 1) === rest(other, 1) || rest(one, 1) === rest(other, 0) || rest(one, 0) === rest(other, 1) ||
    one[start] === other[start + 1] && one[start + 1] === other[start] && rest(one, 2) === rest(other, 2)
}

// How near a stem is to what was typed, 0 for not at all: one letter apart is best, then the longest that it begins with.
function nearness(typed, term) {
  if (term.length < 4 || typed.length < 3) return 0
  if (isNear(typed, term)) return 100
  const rest = typed.length - term.length
  if (term.length < 5 || rest < 1 || rest > 5) return 0
  return typed.startsWith(term) ? term.length + 0.5 : [-1, 0, 1].some((more) => isNear(typed.slice(0, term.length + more), term)) ? term.length : 0
}

export class Index {
  // `root`: the address of the index's root.
  constructor(root, fetched = (address) => fetch(address).then((answer) => answer.ok ? answer.json() : Promise.reject(answer))) {
    this.address = root
    this.folder = root.slice(0, root.lastIndexOf("/") + 1)
    this.fetched = fetched
    this.files = new Map()
  }

  file(address) {
    if (!this.files.has(address)) {
      const asked = this.fetched(address)
      asked.catch(() => this.files.delete(address))
      this.files.set(address, asked)
    }
    return this.files.get(address)
  }

  read = (name) => this.file(`${this.folder}${name}.json`)

  async open() {
    this.root = await this.file(this.address)
    this.stem = stemmer(this.root)
    for (const list of ["stems", "begun", "ended"]) this[list] = stretched(this.root[list])
  }

  // Every document that holds the query's words, best first: {found: [{id, score, text}], words, missed, together, partial}.
  async search(query) {
    await (this.opened = this.opened || this.open())
    const asked = this.parse(query)
    const terms = await Promise.all(asked.terms.map((term) => this.anyOf(term)))
    const missed = terms.flatMap((term, place) => term.found.size ? [] : [asked.terms[place].said])
    const held = terms.filter((term) => term.found.size)
    let found = combined(held.map((term) => term.found), true)
    const together = found.size > 0 || held.length < 2
    if (!together) found = combined(held.map((term) => term.found), false)
    const list = [...found].map(([id, [score, text]]) => ({ id, score, text }))
    list.sort((one, other) => other.score - one.score || one.id - other.id)
    const marks = new Set(terms.flatMap((term) => term.stems))
    const checked = asked.phrases.length ? await this.withPhrases(list, asked.phrases) : list
    return { found: checked, marks, missed, together, partial: asked.phrases.length > 0 && list.length > PHRASES, nears: terms.flatMap((term) => term.nears) }
  }

  // Words of the query, each with what means the same; and phrases in quotes.
  parse(query) {
    const phrases = []
    const bare = query.replace(/[«"“”„]([^«»"“”„]*)[»"“”]/g, (all, phrase) => {
      const inside = words(phrase).map(form)
      if (inside.length > 1) phrases.push(inside)
      return ` ${phrase} `
    })
    const plain = words(bare).map((word) => ({ said: word, form: form(word), stem: this.stem(word) }))
    return { terms: this.withSame(plain), phrases }
  }

  withSame(plain) {
    const terms = []
    for (let place = 0; place < plain.length; ) {
      const [length, others] = this.sameAt(plain, place)
      const run = plain.slice(place, place + length)
      terms.push(...(others.length ? [{ said: run.map((word) => word.said).join(" "), ways: [run, ...others] }] : run.map((word) => ({ said: word.said, ways: [[word]] }))))
      place += length
    }
    return terms
  }

  // How many words from `place` on have others that mean the same, and those; longest first.
  sameAt(plain, place) {
    let best = [1, []]
    for (const group of this.root.same) {
      for (const way of group) {
        if (way.length >= best[0] + (best[1].length > 0) && way.every((stem, step) => plain[place + step]?.stem === stem)) {
          const others = group.filter((other) => other !== way && other.join(" ") !== way.join(" "))
          best = [way.length, others.map((other) => other.map((stem) => ({ said: "", form: "", stem })))]
        }
      }
    }
    return best
  }

  // The documents that hold one of a term's ways: {found: Map of id to [score, text], stems, nears}.
  async anyOf({ ways }) {
    const looked = await Promise.all(ways.map((way) => Promise.all(way.map((word) => this.word(word, ways.length === 1)))))
    const found = new Map(), stems = [], nears = []
    for (const way of looked) {
      for (const word of way) stems.push(...word.stems), nears.push(...word.nears)
      if (way.every((word) => word.found.size)) {
        for (const [id, hit] of combined(way.map((word) => word.found), true)) keep(found, id, hit)
      }
    }
    return { found, stems, nears }
  }

  async word({ said, form: typed, stem }, mayGuess) {
    for (const key of said.includes("ng") || said.includes("нг") ? [stem, this.stem(keyboard(said).replace(/нг/g, "н"))] : [stem]) {
      const shard = await this.shard(key)
      if (shard[key]) return this.gathered([[key, shard[key], STEM]], typed)
    }
    if (!mayGuess || typed.length < 3) return this.gathered([], typed)
    const begun = await this.beginning(typed)
    if (begun.length) return this.gathered(begun, typed)
    return this.gathered(typed.length < 4 ? [] : await this.near(typed, stem), typed, true)
  }

  gathered(entries, typed, guessed = false) {
    const found = new Map()
    for (const [stem, [documents, codes, forms], weight] of entries) {
      const ids = rising(documents)
      numbers(codes).forEach((code, place) => {
        keep(found, ids[place], [(code ? code & 1 ? OFTEN : ELSE : NAMES) * weight, code >> 1])
      })
      const exact = forms ? forms[typed] : typed === stem ? "" : undefined
      if (exact !== undefined) for (const id of exact ? rising(exact).map((place) => ids[place]) : ids) found.get(id)[0] *= EXACT
    }
    const rare = Math.log(2 + this.root.documents / (1 + found.size))
    for (const hit of found.values()) hit[0] *= rare
    return { found, stems: entries.map(([stem]) => stem), nears: guessed ? entries.map(([stem]) => stem) : [] }
  }

  shard(stem) {
    const place = placeOf(this.stems.starts, stem)
    return place < 0 ? Promise.resolve({}) : this.read(`s/${this.stems.names[place]}`)
  }

  // The files of a list that may hold words with a beginning: those around the word itself, at most `most`.
  around({ starts, names }, beginning, word, most) {
    const first = Math.max(0, placeOf(starts, beginning)), last = placeOf(starts, `${beginning}\uffff`)
    const own = Math.max(0, placeOf(starts, word))
    const from = Math.max(first, Math.min(own, last - most + 1))
    return names.slice(from, Math.min(last + 1, from + most))
  }

  // Stems that begin as the word does: what a reader is still typing.
  async beginning(typed) {
    const shards = await Promise.all(this.around(this.stems, typed, typed, 2).map((name) => this.read(`s/${name}`)))
    const found = shards.flatMap((shard) => Object.entries(shard)).filter(([stem]) => stem.startsWith(typed))
    return found.slice(0, BEGINNINGS).map(([stem, entry]) => [stem, entry, BEGINNING])
  }

  // Stems one letter away from the word, its stem or its beginning. One half of a misspelt word is right: its
  // beginning leads to a list of stems, its end to a list of stems from their end. The longest are taken.
  async near(typed, stem) {
    const backward = (word) => [...word].reverse().join("")
    const half = (word) => word.slice(0, Math.ceil(Math.min(word.length, 10) / 2))
    const read = async (list, folder, word) => {
      const files = this.around(list, half(word), word, SPELLINGS).map((name) => this.read(`${folder}/${name}`))
      return (await Promise.all(files)).flatMap(unpacked)
    }
    const [begun, ended] = await Promise.all([read(this.begun, "b", stem), read(this.ended, "e", backward(stem))])
    const names = new Map()
    for (const term of [...begun, ...ended.map(backward)]) {
      const near = Math.max(nearness(stem, term), nearness(typed, term))
      if (near > (names.get(term) || 0)) names.set(term, near)
    }
    const best = Math.max(0, ...names.values())
    const chosen = [...names].filter(([, near]) => near === best).map(([name]) => name).slice(0, MISSPELLINGS)
    return Promise.all(chosen.map(async (name) => [name, (await this.shard(name))[name], MISSPELT]))
  }

  // Phrases are looked for in the texts themselves, of the best documents only.
  async withPhrases(list, phrases) {
    const kept = await Promise.all(list.slice(0, PHRASES).map(async (hit) => {
      const card = await this.card(hit.id)
      const parts = (await this.texts(card)).flat()
      const said = [card.title, ...card.facts, ...parts.map((part) => `${part[1]} . ${part[2]}`)].map((text) => ` ${words(text).map(form).join(" ")} `)
      return phrases.every((phrase) => said.some((text) => text.includes(` ${phrase.join(" ")} `))) ? hit : null
    }))
    return kept.filter(Boolean)
  }

  // Where a document stands: its kind, and its place among that kind's, counted from the oldest.
  slot(id) {
    const { room } = this.root
    return [Math.floor(id / room), room - 1 - id % room]
  }

  async card(id) {
    const { block, group, cards } = this.root, [kind, slot] = this.slot(id)
    const version = cards[kind].substr(Math.floor(slot / group) * VERSION, VERSION)
    const [address, name, title, facts, texts] = (await this.read(`c/${kind}-${Math.floor(slot / block)}.${version}`))[slot % block]
    return { id, address, kind: name, title, facts, texts }
  }

  // All texts of a card, each a list of [anchor, heading, text]; they are in the card itself where they are short.
  texts({ address, texts: [version, count], texts }) {
    if (typeof version !== "string") return texts
    return Promise.all(Array.from({ length: count }, (_, place) => this.text(address, place, version)))
  }

  text = (address, place, version) => this.read(`t/${address.replace(/\/$/, "")}-${place}.${version}`)

  // The texts of one document of which one holds the words: the `place`th from 1 on, else the first.
  async textsOf({ address, texts: [version, count], texts }, place) {
    const long = typeof version === "string", wanted = Math.min(Math.max(place - 1, 0), (long ? count : texts.length) - 1)
    return wanted < 0 ? [] : long ? this.text(address, wanted, version) : texts[wanted]
  }

  // The numbers of all documents, the newest of each kind first.
  async everything() {
    const { room, taken } = this.root, found = []
    for (const [kind, shelves] of (await this.read(taken)).entries()) {
      let slot = 0
      for (const [most, held] of shelves) {
        for (let place = 0; place < held; place++) found.push((kind + 1) * room - 1 - slot - place)
        slot += most
      }
    }
    return found.sort((one, other) => one - other)
  }

  // Values of a facet, the sets of them that documents have, and a function that gives a document's set.
  async facet(name) {
    const { values, sets, codes } = await this.read(this.root.facets[name])
    const held = codes.map(numbers)
    return { values, sets, setOf: (id) => { const [kind, slot] = this.slot(id); return sets[held[kind][slot] - 1] } }
  }

  // A function that gives a document's number to sort by.
  async numberOf(name) {
    const held = await this.read(this.root.numbers[name])
    return (id) => { const [kind, slot] = this.slot(id); return held[kind][slot] }
  }

  async row(id) {
    const { group, rows } = this.root, [kind, slot] = this.slot(id), place = Math.floor(slot / group)
    const version = (await this.read(rows))[kind].substr(place * VERSION, VERSION)
    return (await this.read(`w/${kind}-${place}.${version}`))[slot % group]
  }
}

function keep(found, id, hit) {
  const held = found.get(id)
  if (!held) found.set(id, hit)
  else if (hit[0] > held[0]) held[0] = hit[0], held[1] = hit[1]
}

// Documents of all lists, or of any; scores add up, the text is that of the first word found in a text.
function combined(lists, all) {
  if (!lists.length) return new Map()
  const found = new Map()
  const [first, ...others] = [...lists].sort((one, other) => one.size - other.size)
  for (const [id, [score, text]] of first) {
    if (!all || others.every((list) => list.has(id))) found.set(id, [score, text])
  }
  for (const list of others) {
    for (const [id, [score, text]] of list) {
      const held = found.get(id)
      if (held) held[0] += score, held[1] = held[1] || text
      else if (!all) found.set(id, [score, text])
    }
  }
  return found
}

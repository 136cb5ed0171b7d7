// Where in a document's texts the words of a query stand.
const WORD = /[\p{L}\p{N}]+/gu
const AROUND = 110, PARTS = 2, LEAD = 180

// The best parts of a document: {anchor, heading, nodes}, nodes being text with the words in <mark>.
// `stem` brings a word to the form that `marks` are in; `whole` keeps the text uncut.
export function excerpt(parts, marks, stem, whole = false) {
  const found = parts.map(([anchor, heading, text]) => {
    const body = (text || heading).replace(/\n\s*\n/g, " ").replace(/\n/g, " · ")
    return { anchor, heading: text ? heading : "", body, places: placesOf(body, marks, stem), named: placesOf(heading, marks, stem).length }
  })
  const worth = ({ places, named }) => new Set(places.map((place) => place.stem)).size * 10 + Math.min(places.length, 5) + named
  const best = found.filter((part) => part.places.length || part.named).sort((one, other) => worth(other) - worth(one)).slice(0, PARTS)
  if (!best.length) best.push(...found.filter((part) => part.body && part.anchor).slice(0, 1))
  return (whole ? found : best).map(({ anchor, heading, body, places }) => ({ anchor, heading, nodes: nodesOf(body, places, whole) }))
}

function placesOf(text, marks, stem) {
  const places = []
  for (const match of text.matchAll(WORD)) {
    const found = stem(match[0].normalize("NFC").toLowerCase())
    if (marks.has(found)) places.push({ from: match.index, to: match.index + match[0].length, stem: found })
  }
  return places
}

function nodesOf(text, places, whole) {
  const [from, to] = whole ? [0, text.length] : stretch(text, places)
  const nodes = from > 0 ? ["…"] : []
  let last = from
  for (const place of places) {
    if (place.from < from || place.to > to) continue
    nodes.push(text.slice(last, place.from), Object.assign(document.createElement("mark"), { textContent: text.slice(place.from, place.to) }))
    last = place.to
  }
  nodes.push(text.slice(last, to))
  if (to < text.length) nodes.push("…")
  return nodes
}

// From a space before to a space after the place where the most different words stand close together.
function stretch(text, places) {
  if (!places.length) return [0, before(text, Math.min(LEAD, text.length))]
  let best = places[0], most = 0
  for (const place of places) {
    const near = new Set(places.filter((other) => other.from >= place.from && other.to <= place.from + AROUND).map((other) => other.stem)).size
    if (near > most) [best, most] = [place, near]
  }
  const from = best.from > AROUND ? text.indexOf(" ", best.from - AROUND) + 1 : 0
  return [Math.min(from, best.from), before(text, Math.min(text.length, best.from + 2 * AROUND))]
}

const before = (text, place) => place >= text.length ? text.length : Math.max(text.lastIndexOf(" ", place), 0) || place

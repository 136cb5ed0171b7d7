// A word brought to the form under which it is indexed: the same steps as grantpages/search/normalise.py,
// which says why each is there. A test compares both on every word of the records and of the report.
const PAIRS = [
  ["shch", "щ"], ["shh", "щ"], ["sch", "щ"], ["sh", "ш"], ["zh", "ж"], ["kh", "х"], ["gh", "ғ"], ["ch", "ч"],
  ["ts", "ц"], ["ya", "я"], ["yu", "ю"], ["yo", "е"],
]
const map = (from, to) => Object.fromEntries([...from].map((letter, place) => [letter, [...to][place]]))
const LATIN = { ...map("abcdefghijklmnopqrstuvwyzäöüūğñşıáúó", "абсдефгхижклмнопкрстувуызаоууғңшыаұо"), x: "кс" }
const KEYBOARD = map("әғқңөұүһіё", "агкноуухие")
const SKELETON = { ы: "и", й: "и", э: "е", щ: "ш", ъ: "", ь: "", ц: "тс", я: "иа", ю: "иу" }
const J = /([aeiouyäöüūıáúó])j(?=[bcdfghklmnpqrstvwxz]|$)/g
const SHORT = /([аеёиоуыэюя])[ыи](?=[^аеёиоуыэюя]|$)/g

const swap = (word, table) => [...word].map((letter) => table[letter] ?? letter).join("")
export const words = (text) => text.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const skeleton = (word) => swap(word, SKELETON)
const once = (word) => word.length < 3 ? word : word.replace(/(\P{Nd})\1+/gu, "$1")
const hardened = (word) => word.replace(/г$/, "к").replace(/б$/, "п")

export function keyboard(word) {
  if (/[a-zäöüūğñşıáúó]/.test(word)) {
    word = word.replace(J, "$1й")
    for (const [latin, letter] of PAIRS) word = word.replaceAll(latin, letter)
    word = swap(word, LATIN).replace(SHORT, "$1й")
  }
  return swap(word, KEYBOARD)
}

export const form = (word) => once(skeleton(keyboard(word)))

// A stemmer of the language whose tables an index carries.
export function stemmer({ kazakh, russian }) {
  if (kazakh) {
    const cut = kazakhStemmer(kazakh)
    return (word) => once(cut(skeleton(keyboard(word))))
  }
  const names = new Set(russian.whole), underived = underiver(russian)
  return (word) => {
    const typed = keyboard(word)
    const lengths = [0, 1, 2, 3].map((more) => typed.slice(0, typed.length - more))
    return once(skeleton(lengths.find((name) => names.has(name)) ?? underived(snowball(typed))))
  }
}

// A Russian stem without the suffix that makes an adjective of another word.
function underiver({ kept, derived }) {
  const whole = new Set(kept)
  return (stem) => {
    if (whole.has(stem)) return stem
    for (const [cut, put, least, after] of derived) {
      const rest = stem.slice(0, -cut.length)
      if (stem.endsWith(cut) && rest.length >= least && (!after || after.includes(rest[rest.length - 1]))) return rest + put
    }
    return stem
  }
}

function kazakhStemmer({ least, plain, verbal, voice, doubtful, past, whole }) {
  const protectedStems = new Set(whole)
  const isProtected = (word) => protectedStems.has(hardened(word))
  const most = Math.max(...Object.keys({ ...plain, ...verbal, ...doubtful }).map((ending) => ending.length))
  const may = (table, ending, before) => (table[ending] ?? "").includes(before)

  const endingOf = (word) => {
    let longest = ""
    for (let length = Math.min(most, word.length - least); length > 0; length--) {
      const ending = word.slice(-length), before = word[word.length - length - 1]
      const known = may(plain, ending, before) || may(verbal, ending, before)
      if ((known || may(doubtful, ending, before)) && isProtected(word.slice(0, -length))) return ending
      if (known) longest = longest || ending
    }
    return longest
  }

  return (word) => {
    let isVerb = false, perhaps = false, ending
    while (!isVerb && !isProtected(word) && (ending = endingOf(word))) {
      isVerb = may(verbal, ending, word[word.length - ending.length - 1])
      perhaps = perhaps || past.includes(ending)
      word = word.slice(0, -ending.length)
    }
    if ((isVerb || perhaps) && !isProtected(word)) {
      for (const [passive, after] of Object.entries(voice)) {
        const rest = word.slice(0, -passive.length)
        if (word.endsWith(passive) && rest.length >= least && after.includes(rest[rest.length - 1])) return hardened(rest)
      }
    }
    return hardened(word)
  }
}

// Snowball's Russian stemmer (snowballstem.org, BSD): each expression cuts the longest ending.
const VOWELS = "аеиоуыэюя"
const GERUND = /(?:[иы]|([ая]))в(?:ши(?:сь)?)?$/
const REFLEXIVE = /с[ья]$/
const ADJECTIVE = /(?:[иы]ми|[ео]го|[ео]му|[еиоы]е|[еиоы]й|[еиоы]м|[иы]х|[ео]ю|[ую]ю|[ая]я)$/
const PARTICIPLE = /(?:[иы]вш|ующ|([ая])(?:ем|нн|вш|ющ|щ))$/
const VERB = /(?:[иы]ла|ена|ейте|уйте|ите|[иы]ли|ей|уй|[иы]л|[иы]м|ен|[иы]ло|ено|ует|уют|[иы]т|ят|ены|[иы]ть|ишь|ую|ю|([ая])(?:ла|на|ете|йте|ли|й|л|ем|н|ло|но|нно|ет|ют|ны|ть|ешь))$/
const NOUN = /(?:иями|ями|ами|ией|иям|ием|иях|еи|ии|ие|ье|ев|ов|ей|ий|ой|ем|ом|ам|ям|ах|ях|ию|ью|ия|ья|[аеийоуыьюя])$/

function snowball(word) {
  word = word.replaceAll("ё", "е")
  const vowel = [...word].findIndex((letter) => VOWELS.includes(letter))
  if (vowel < 0) return word
  const head = word.slice(0, vowel + 1)
  let tail = word.slice(vowel + 1)
  const regions = /^[аеиоуыэюя]*[^аеиоуыэюя]+[аеиоуыэюя]+[^аеиоуыэюя]/.exec(tail)
  const second = regions ? regions[0].length : Infinity
  tail = inflected(tail)
  tail = tail.replace(/и$/, "")
  const derived = /ость?$/.exec(tail)
  if (derived && derived.index >= second) tail = tail.slice(0, derived.index)
  if (/ейше?$/.test(tail)) tail = tail.replace(/ейше?$/, "").replace(/нн$/, "н")
  else if (/нн$/.test(tail)) tail = tail.slice(0, -1)
  else tail = tail.replace(/ь$/, "")
  return head + tail
}

function inflected(tail) {
  if (GERUND.test(tail)) return tail.replace(GERUND, "$1")
  tail = tail.replace(REFLEXIVE, "")
  if (ADJECTIVE.test(tail)) return tail.replace(ADJECTIVE, "").replace(PARTICIPLE, "$1")
  if (VERB.test(tail)) return tail.replace(VERB, "$1")
  return tail.replace(NOUN, "")
}

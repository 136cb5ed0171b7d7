// Watches where the Tab key comes on a page, and how the place is shown. Gives how many stops there are to be.
(wanted) => {
    const isOther = (one) => one.type === "radio" && one.name && !one.checked  // of a group the Tab key reaches one
        && document.querySelector(`input[type=radio][name="${one.name}"]:checked`)
    const all = [...document.querySelectorAll(wanted)].filter((one) =>
        one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }) && !isOther(one))
    const found = globalThis.gpWalk = { all, seen: new Map() }
    const colour = (text) => { const c = text.match(/[\d.]+/g).map(Number); return c.length < 4 ? [...c, 1] : c }
    const light = ([r, g, b]) => {
        const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        return 0.2126 * x + 0.7152 * y + 0.0722 * z
    }
    const under = (one) => {
        for (let box = one; box; box = box.parentElement) {
            const style = getComputedStyle(box)
            if (style.backgroundImage !== "none") return null
            const c = colour(style.backgroundColor)
            if (c[3] === 1) return c
        }
        return [255, 255, 255, 1]
    }
    const look = (one) => {
        const own = getComputedStyle(one).outlineStyle !== "none"
        const drawn = own ? one : (one.matches("input") && one.labels?.[0]) || one
        const style = getComputedStyle(drawn)
        const width = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth)
        const base = under(parseFloat(style.outlineOffset) < 0 ? drawn : drawn.parentElement || drawn)
        const [a, b] = base ? [light(colour(style.outlineColor)), light(base)].sort((x, y) => y - x) : [1, 0]
        const rests = (box) => {
            const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2  // of the part on the screen
            const [x, y] = [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)]
            if (box.right <= 0 || box.bottom <= 0 || box.left >= innerWidth || box.top >= innerHeight) return false
            const there = document.elementFromPoint(x, y)
            for (let box = there; box && !box.contains(one); box = box.parentElement) {
                if (["sticky", "fixed"].includes(getComputedStyle(box).position)) return false
            }
            return Boolean(there)
        }
        const hidden = ![...drawn.getClientRects()].some(rests)
        return { width, contrast: (a + 0.05) / (b + 0.05), hidden }
    }
    found.note = () => {
        const one = document.activeElement
        if (!one || one === document.body || found.seen.has(one)) return true
        found.seen.set(one, look(one))
        return false
    }
    return all.length
}

// What screens.py asks of a page; every question gives the beginnings of the HTML of what is wrong.
({
  wide: () => {
      const width = document.documentElement.clientWidth
      if (document.documentElement.scrollWidth <= width) return []
      const out = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1)
      return out.filter((one) => !out.some((other) => other !== one && one.contains(other)))
          .slice(0, 5).map((one) => one.outerHTML.slice(0, 120))
  },
  targets: (least) => {
      const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, label[for], [role=button]"
      const said = (one) => one.outerHTML.slice(0, 140)
      const all = [...document.querySelectorAll(wanted)].filter((one) => {
          const box = one.getBoundingClientRect()
          return box.width && box.height && one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
              && !(one.matches("label") && one.control && one.control.checkVisibility())
      })
      // A link in a sentence is as high as its line.
      const inSentence = (one) => {
          if (!one.matches("a") || getComputedStyle(one).display !== "inline") return false
          const block = one.parentElement.closest("p, li, dd, dt, td, th, figcaption, caption, h1, h2, h3, h4, h5, div, summary")
          return Boolean(block) && block.innerText.trim().length > one.innerText.trim().length + 3
      }
      // A box and its words are one target.
      const whole = (one) => {
          const own = [one, ...(one.matches("input") && one.labels || [])].map((part) => part.getBoundingClientRect())
          const [left, top] = ["left", "top"].map((side) => Math.min(...own.map((box) => box[side])))
          const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...own.map((box) => box[side])))
          return new DOMRect(left, top, right - left, bottom - top)
      }
      const boxes = all.map((one) => [one, whole(one)])
      const near = ([one, box]) => {
          const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
          return boxes.some(([other, { left, right, top, bottom }]) => {
              if (other === one || one.contains(other) || other.contains(one)) return false
              const [dx, dy] = [Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)]
              return Math.hypot(dx, dy) < least / 2
          })
      }
      const small = boxes.filter(([one, box]) => (box.width < least || box.height < least) && !inSentence(one))
      return { all: all.length, small: small.map(([one, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${said(one)}`),
          close: small.filter(near).map(([one]) => said(one)) }
  },
  cut: () => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
      const style = getComputedStyle(one)
      if (!["hidden", "clip"].includes(style.overflowY) || style.clipPath !== "none" || one.closest(".gp-hidden, [hidden]")) return false
      const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
      return own && (one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2)
  }).map((one) => one.outerHTML.slice(0, 120)),
  moving: () => [...document.querySelectorAll("*")].filter((one) => ["", "::before", "::after"].some((part) => {
      const style = getComputedStyle(one, part || null)
      const lasts = (text) => text.split(",").some((time) => parseFloat(time) > 0.01)
      return style.animationName !== "none" && lasts(style.animationDuration) || lasts(style.transitionDuration)
          || style.scrollBehavior === "smooth"
  })).map((one) => one.outerHTML.slice(0, 120)),
  blots: () => [...document.querySelectorAll("*")].filter((one) => one.checkVisibility()
      && ["::before", "::after"].some((part) => {
          const style = getComputedStyle(one, part)
          return style.content !== "none" && style.maskSize === "contain" && style.maskImage === "none"
              && style.backgroundColor !== "rgba(0, 0, 0, 0)"
      })).map((one) => one.outerHTML.slice(0, 120)),
  onPaper: () => {
      const faults = []
      const shown = (one) => one.checkVisibility() && one.getBoundingClientRect().height > 1
      for (const one of document.querySelectorAll(".md-header, .gp-sections, .gp-drawer, .gp-vision, button, form")) {
          if (shown(one)) faults.push(`shown: ${one.outerHTML.slice(0, 100)}`)
      }
      if (![...document.querySelectorAll("h1")].some(shown)) faults.push("h1")
      const colour = (text) => text.match(/[\d.]+/g).map(Number)
      const paper = colour(getComputedStyle(document.body).backgroundColor)
      if (paper.length === 3 && Math.min(...paper) < 255) faults.push(`paper ${paper}`)
      for (const one of document.querySelectorAll("main :is(p, li, td, th, dd, dt, h1, h2, h3, h4, figcaption)")) {
          const ink = colour(getComputedStyle(one).color)
          if (shown(one) && Math.max(...ink.slice(0, 3)) > 130) faults.push(`pale: ${one.outerHTML.slice(0, 100)}`)
      }
      return faults
  },
})

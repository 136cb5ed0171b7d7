// What was found as a table: all of it, in the order of the page.

// A cell that a spreadsheet would take for a formula begins with an apostrophe.
export function cell(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replace(/"/g, '""')}"` : text
}

export const csv = (rows) => `\ufeff${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`

export async function save(index, hits, name) {
  const rows = []
  for (const { id } of hits) rows.push(await index.row(id))
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([csv([index.root.columns, ...rows])], { type: "text/csv;charset=utf-8" }))
  link.download = `${name}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
}

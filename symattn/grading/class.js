// Sorts the table of pages by the column whose head is pressed.  Without scripts it stands by name.
addEventListener("DOMContentLoaded", () => {
  const table = document.querySelector("table.matrix"), body = table?.tBodies[0];
  if (!body) return;
  const text = new Intl.Collator(document.documentElement.lang, {numeric: true});
  for (const head of table.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const was = head.getAttribute("aria-sort"), down = head.dataset.sort === "down";
      const falls = was ? was === "ascending" : down;
      for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falls ? "descending" : "ascending");
      const at = head.cellIndex, key = row => row.cells[at]?.dataset.v ?? "";
      const rows = [...body.rows].map((row, k) => [key(row), k, row]);
      rows.sort(([a, i], [b, j]) => {
        if (a === "" || b === "") return (a === "") - (b === "") || i - j;
        const order = isNaN(a) || isNaN(b) ? text.compare(a, b) : a - b;
        return (falls ? -order : order) || i - j;
      });
      body.append(...rows.map(([, , row]) => row));
    });
  }
});

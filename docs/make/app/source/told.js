// What is said of lines: the verdict, why, and true lines in their place.  The HTML is symattn's own: what an author writes is escaped in it.
const SVG = "http://www.w3.org/2000/svg";

export function shape(verdict) {
  const svg = document.createElementNS(SVG, "svg"), use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "shape");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#m-${verdict}`);
  svg.append(use);
  return svg;
}

export function told(found, take) {
  const dom = document.createElement("div");
  for (const one of found) dom.append(part(one, take));
  return dom;
}

function part(one, take) {
  const dom = document.createElement("div"), head = document.createElement("h2"), why = document.createElement("div");
  dom.className = `told ${one.verdict}`;
  head.append(shape(one.verdict), one.pending ? `${one.said}; not yet replayed` : one.said);
  why.innerHTML = one.why ?? "";
  dom.append(head, why);
  if (one.repairs?.length) {
    const list = document.createElement("ul");
    list.className = "repairs";
    for (const repair of one.repairs) {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.innerHTML = `Write ${repair.html}`;
      button.addEventListener("click", () => take(one, repair));
      item.append(button);
      list.append(item);
    }
    dom.append(list);
  }
  return dom;
}

const signs = SIGNS, verdicts = VERDICTS;
const plain = text => text.toLowerCase().replace(/[a-z]+|->|=>|[<>=]=|[^\s\w]/g, w => signs[w] ?? w);  // gamma_a is γ_a, and -> is →
const lines = LINES, box = document.getElementById("q"), table = document.querySelector("table.index"), list = document.getElementById("found"), told = document.getElementById("n");
function search() {
  const words = plain(box.value).split(/\s+/).filter(Boolean);
  const hits = words.length ? lines.filter(l => { const all = plain(l[1] + " " + l[3]) + " " + (verdicts[l[2]] ?? ""); const close = all.replace(/\s/g, ""); return words.every(w => all.includes(w) || close.includes(w)); }) : [];
  table.hidden = words.length > 0; list.hidden = !words.length; list.replaceChildren();
  told.textContent = words.length ? hits.length + (hits.length === 1 ? " line" : " lines") + (hits.length > 100 ? ", the first 100 shown" : "") : "";
  for (const [file, id, status, text] of hits.slice(0, 100)) {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = file + "#" + encodeURIComponent(id); link.textContent = id; item.className = status;
    item.append(link, " ");
    if (status) { const sign = document.getElementById("k-" + status).cloneNode(true); sign.hidden = false; sign.removeAttribute("id"); item.append(sign, " "); }
    item.append(text); list.append(item);
  }
}
box.addEventListener("input", search);
box.addEventListener("keydown", event => { const first = list.querySelector("a"); if (event.key === "Enter" && first && !list.hidden) first.click(); });
search();

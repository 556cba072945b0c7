// The first worker is started before the editor is loaded; what it says meanwhile is kept for it.
if (document.documentElement.dataset.engine === "browser") {
  window.early = new Worker("worker.js", {type: "module", name: document.documentElement.dataset.version});
  window.early.said = [];
  window.early.onmessage = window.early.onerror = event => window.early.said.push(event);
}

// Python in a worker.  Its heap is kept by this browser after the first visit: the next one begins with it.
const here = new URL("./", import.meta.url).href;
const WARM = `
import sys, lzma, tarfile, json
with lzma.open("/symattn.zip.xz") as packed, open("/symattn.zip", "wb") as plain:
    plain.write(packed.read())
sys.path.append("/symattn.zip")
import symattn.checking.deciding
from symattn.app.browser_side import Desk, replay, warm
desk = Desk()
with open("/examples.json") as examples:
    warm(json.load(examples)["pages"][0]["text"])  # the next visit shows it sooner
`;
// FLINT is large, and many pages have no use for it: it is unpacked where it is first imported.
const FLINT = `
import sys
from importlib.abc import MetaPathFinder
class Unpacked(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "flint":
            import os, sysconfig, tarfile
            from symattn_page import loading
            loading()
            sys.meta_path.remove(self)
            to = sysconfig.get_paths()["purelib"]
            with tarfile.open("/flint.tar.xz") as archive:
                archive.extractall(to, filter="data")
            os.unlink("/flint.tar.xz")
            sys.path_importer_cache.pop(to, None)  # of this folder alone: what is known of zips stays
        return None
sys.meta_path.insert(0, Unpacked())
`;
const bytes = async name => new Uint8Array(await (await fetch(here + name)).arrayBuffer());

// All that Python is made of is asked for at once.  The runtime is compiled meanwhile, as a file that the browser knows
// by its address: then it keeps what it has compiled.
const plain = self.fetch.bind(self), library = `${here}pyodide/python_stdlib.zip`, runtime = `${here}pyodide/pyodide.asm.wasm`;
const compiled = WebAssembly.compileStreaming(plain(runtime)).catch(async () => WebAssembly.compile(await bytes("pyodide/pyodide.asm.wasm")));
const modules = Promise.all([import("./pyodide/pyodide.mjs"), import("./pyodide/pyodide.asm.mjs")]);
let read = null; // Python's library, for the next visit
self.fetch = async (what, how) => {
  const address = String(what.url ?? what), kept = address === library ? (await parcel)?.get("library") : null;
  if (kept || address === runtime) return new Response(kept);
  const answer = await plain(what, how);
  if (address === library) read = answer.clone().arrayBuffer();
  return answer;
};
WebAssembly.instantiateStreaming = async (_, imports) => {
  const module = await compiled;
  return {module, instance: await WebAssembly.instantiate(module, imports)};
};

// What is kept is one file of this origin's own, of this version alone: parts, their names and sizes, and how long the list of these is.
const SIGN = "symattn ", TAIL = 16;
const shelf = navigator.storage?.getDirectory?.().catch(() => null), called = `symattn-${self.name}`;
async function stored() {
  try {
    const file = await (await shelf).getFileHandle(called), parts = new Map();
    let part, end, close = () => {};
    try {
      const there = await file.createSyncAccessHandle({mode: "read-only"});
      close = () => there.close();
      end = there.getSize();
      part = (at, size) => { const data = new Uint8Array(size); there.read(data, {at}); return data; };
    } catch { // this browser lets only one worker at it
      const whole = await (await file.getFile()).arrayBuffer();
      end = whole.byteLength;
      part = (at, size) => new Uint8Array(whole.slice(at, at + size));
    }
    const text = (at, size) => new TextDecoder().decode(part(at, size)), tail = text(end - TAIL, TAIL);
    if (!tail.startsWith(SIGN)) return close(), null; // it was not written to its end
    const size = Number(tail.slice(SIGN.length)), list = JSON.parse(text(end - TAIL - size, size));
    let at = 0;
    for (const [name, length] of list) {
      parts.set(name, part(at, length));
      at += length;
    }
    close();
    return parts;
  } catch { return null; }
}
async function store(parts) {
  try {
    const folder = await shelf, text = new TextEncoder(), list = text.encode(JSON.stringify(parts.map(([name, data]) => [name, data.byteLength])));
    for await (const name of folder.keys()) if (name.startsWith("symattn-")) await folder.removeEntry(name);
    const there = await (await folder.getFileHandle(called, {create: true})).createSyncAccessHandle();
    let at = 0;
    for (const data of [...parts.map(part => part[1]), list, text.encode(SIGN + String(list.byteLength).padStart(TAIL - SIGN.length))])
      at += there.write(data, {at});
    there.close();
  } catch { /* the next visit begins as this one */ }
}

let parcel = stored();

async function boot() {
  const began = performance.now(), times = {since: performance.timeOrigin}, at = name => { times[name] = Math.round(performance.now() - began); };
  const kept = await parcel, flint = kept?.get("flint.tar.xz") ?? bytes("flint.tar.xz");
  const [{loadPyodide}, {default: create}] = await modules;
  at("fetched");
  const options = {
    indexURL: `${here}pyodide/`, lockFileContents: {info: {abi_version: "2026_0", arch: "wasm32", platform: "emscripten", python: "3.14.2", version: "0"}, packages: {}},
    env: {HOME: "/home/web", SYMATTN_CACHE: "off", PYTHONHASHSEED: "0"},
  };
  let py;
  try {
    py = await loadPyodide(kept ? {...options, _loadSnapshot: kept.get("heap").buffer, createPyodideModule: async given => {
      const made = await create(given);
      made._free(made._malloc(kept.get("heap").byteLength)); // the heap has to be as large before it is put back
      return made;
    }} : {...options, _makeSnapshot: true});
  } catch (error) {
    if (!kept) throw error;
    parcel = Promise.resolve(null);
    return boot();
  }
  at("loaded");
  if (kept) {
    py.FS.writeFile("/symattn.zip", kept.get("symattn.zip"));
  } else {
    py.FS.writeFile("/symattn.zip.xz", await bytes("symattn.zip.xz"));
    py.FS.writeFile("/examples.json", await bytes("examples.json"));
    py.runPython(WARM);
    at("imported");
    const heap = new Uint8Array(py.makeMemorySnapshot()), zip = py.FS.readFile("/symattn.zip");
    await store([["heap", heap], ["symattn.zip", zip], ["flint.tar.xz", await flint], ["library", new Uint8Array(await read)]]);
  }
  py.registerJsModule("symattn_page", {loading: () => postMessage({kind: "loading"})});
  py.FS.writeFile("/flint.tar.xz", await flint);
  py.runPython(FLINT);
  at("ready");
  postMessage({kind: "ready", again: !!kept, times});
  return {desk: py.globals.get("desk"), replay: py.globals.get("replay")};
}

const python = boot();
python.catch(error => postMessage({kind: "failed", why: String(error?.message ?? error).trim().split("\n").pop()}));
const breath = new MessageChannel();
const turn = () => new Promise(done => { breath.port1.onmessage = done; breath.port2.postMessage(0); });
let wanted = null, busy = false;

async function look() {
  if (busy) return;
  busy = true;
  const {desk} = await python;
  while (wanted) {
    const asked = wanted, tell = found => postMessage({...found, id: asked.id});
    wanted = null;
    tell(JSON.parse(desk.begin(JSON.stringify(asked))));
    for (let found; !wanted;) {
      await turn();
      if (wanted) break;
      found = JSON.parse(desk.go_on());
      if (found.kind === "nothing") break;
      tell(found);
      if (found.kind === "verdict" && asked.drawn) {
        asked.drawn = false; // the first verdict comes before the formulas
        tell(JSON.parse(desk.drawn()));
      }
    }
  }
  busy = false;
}

self.onmessage = async ({data}) => {
  if (data.kind === "look") {
    wanted = data;
    return look();
  }
  const {desk, replay} = await python;
  if (data.kind === "replay") return postMessage(JSON.parse(replay(JSON.stringify(data))));
  const answer = data.kind === "take" ? desk.take(data.line, data.repair) : data.kind === "html" ? desk.html() : null;
  postMessage({kind: "answer", number: data.number, answer});
};

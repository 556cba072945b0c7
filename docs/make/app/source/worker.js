// Python in a worker.  Its heap is kept by this browser after the first visit: the next one begins with it.
import {loadPyodide} from "./pyodide/pyodide.mjs";
import create from "./pyodide/pyodide.asm.mjs";

const here = new URL("./", import.meta.url).href;
const WARM = `
import sys, lzma, tarfile, json
with lzma.open("/symattn.zip.xz") as packed, open("/symattn.zip", "wb") as plain:
    plain.write(packed.read())
sys.path.append("/symattn.zip")
import symattn.checking.deciding
from symattn.app.browser_side import Desk, replay
desk = Desk()
`;
// FLINT is large, and many pages have no use for it: it is unpacked where it is first imported.
const FLINT = `
import sys
from importlib.abc import MetaPathFinder
class Unpacked(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "flint":
            import importlib, os, sysconfig, tarfile
            from symattn_page import loading
            loading()
            sys.meta_path.remove(self)
            with tarfile.open("/flint.tar.xz") as archive:
                archive.extractall(sysconfig.get_paths()["purelib"], filter="data")
            os.unlink("/flint.tar.xz")
            importlib.invalidate_caches()
        return None
sys.meta_path.insert(0, Unpacked())
`;
const bytes = async name => new Uint8Array(await (await fetch(here + name)).arrayBuffer());

// The runtime is compressed: a plain server of files sends it as it is.
const plain = self.fetch.bind(self);
self.fetch = async (what, how) => {
  const name = typeof what === "string" ? what : what.url ?? String(what);
  if (!name.endsWith(".wasm")) return plain(what, how);
  const packed = await plain(`${name}.gz`);
  return new Response(packed.body.pipeThrough(new DecompressionStream("gzip")), {headers: {"Content-Type": "application/wasm"}});
};

async function boot() {
  const began = performance.now(), times = {since: performance.timeOrigin}, at = name => { times[name] = Math.round(performance.now() - began); };
  const flint = bytes("flint.tar.xz"), shelf = await caches.open(`symattn-heap-${self.name}`).catch(() => null);
  const [kept, zip] = await Promise.all(["heap", "symattn.zip"].map(async name => (await shelf?.match(name))?.arrayBuffer()));
  at("fetched");
  const options = {
    indexURL: `${here}pyodide/`, lockFileContents: {info: {abi_version: "2026_0", arch: "wasm32", platform: "emscripten", python: "3.14.2", version: "0"}, packages: {}},
    env: {HOME: "/home/web", SYMATTN_CACHE: "off", PYTHONHASHSEED: "0"},
  };
  let py;
  try {
    py = await loadPyodide(kept && zip ? {...options, _loadSnapshot: kept, createPyodideModule: async given => {
      const made = await create(given);
      made._free(made._malloc(kept.byteLength)); // the heap has to be as large before it is put back
      return made;
    }} : {...options, _makeSnapshot: true});
  } catch (error) {
    if (!kept || !zip) throw error;
    await shelf.delete("heap");
    return boot();
  }
  at("loaded");
  if (kept && zip) {
    py.FS.writeFile("/symattn.zip", new Uint8Array(zip));
  } else {
    py.FS.writeFile("/symattn.zip.xz", await bytes("symattn.zip.xz"));
    py.runPython(WARM);
    at("imported");
    const heap = py.makeMemorySnapshot();
    // as blobs, which the browser has: this thread is busy from now on
    for (const [name, data] of [["symattn.zip", py.FS.readFile("/symattn.zip")], ["heap", heap]])
      shelf?.put(name, new Response(new Blob([data]))).catch(() => {});
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

// Judges claims, lines of JSON, with the files of a built app: node the_book_in_pyodide.mjs SITE PYODIDE CLAIMS
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";

const [site, pyodide, claims] = process.argv.slice(2);
const bytes = name => new Uint8Array(readFileSync(join(site, name)));
const worker = readFileSync(join(site, "worker.js"), "utf8");
const setup = name => new RegExp(`const ${name} = \`([^]*?)\``).exec(worker)[1];
const {loadPyodide} = await import(pathToFileURL(join(pyodide, "pyodide.mjs")));
const py = await loadPyodide({
  indexURL: `${pyodide}/`, stdLibURL: join(site, "pyodide/python_stdlib.zip"),
  env: {HOME: "/home/web", SYMATTN_CACHE: "off", PYTHONHASHSEED: "0"},
});
py.FS.writeFile("/symattn.zip.xz", bytes("symattn.zip.xz"));
py.FS.writeFile("/flint.tar.xz", bytes("flint.tar.xz"));
py.FS.writeFile("/examples.json", bytes("examples.json"));
py.registerJsModule("symattn_page", {loading: () => {}});
py.runPython(setup("WARM"));
py.runPython(setup("FLINT"));
py.FS.writeFile("/claims.jsonl", new Uint8Array(readFileSync(claims)));
py.globals.set("tell", line => console.log(line));
py.runPython(`
from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.language import from_json
for line in open("/claims.jsonl"):
    given = json.loads(line)
    found = decide(Claim.from_json(given["claim"]), 20.0, False, tuple(map(from_json, given["others"])))
    tell(json.dumps([given["name"], found.status, list(map(str, found.reasons))]))
`);
console.error(`heap ${py._module.HEAPU8.length}`);

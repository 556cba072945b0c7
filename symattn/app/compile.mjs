// Runs trimmed_python.py inside Pyodide: node compile.mjs PYODIDE SCRIPT SYMATTN_ZIP FOLDER_FOR_WHAT_IS_MADE
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";

const [pyodide, script, symattn, to] = process.argv.slice(2);
const {loadPyodide} = await import(pathToFileURL(join(pyodide, "pyodide.mjs")));
const py = await loadPyodide({indexURL: `${pyodide}/`, env: {HOME: "/home/web", SYMATTN_CACHE: "off", PYTHONHASHSEED: "0"}});
const bytes = file => new Uint8Array(readFileSync(file));
py.FS.writeFile("/symattn.zip", bytes(symattn));
py.FS.writeFile("/library.zip", bytes(join(pyodide, "python_stdlib.zip")));
py.FS.writeFile("/trimmed_python.py", bytes(script));
py.runPython(`
import sys
library = next(path for path in sys.path if path.endswith(".zip"))
sys.path[:0] = ["/", "/symattn.zip"]
import lzma, tarfile, json
import symattn.checking.deciding, symattn.app.browser_side
from trimmed_python import library as trimmed, package, used_now
used = used_now(library)
for name, made in (("symattn.zip", package), ("python_stdlib.zip", lambda data: trimmed(data, used))):
    with open("/library.zip" if name.startswith("python") else "/symattn.zip", "rb") as old, open("/made-" + name, "wb") as new:
        new.write(made(old.read()))
`);
for (const name of ["symattn.zip", "python_stdlib.zip"]) writeFileSync(join(to, name), py.FS.readFile(`/made-${name}`));

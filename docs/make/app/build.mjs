// Makes app.js and its licences in symattn/app/static from source/; the rest of that folder is written by hand: npm ci --ignore-scripts && node build.mjs [DIR]
import {build} from "esbuild";
import {existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const to = process.argv[2] ?? join(here, "../../../symattn/app/static");
mkdirSync(join(to, "LICENSES"), {recursive: true});
const made = await build({
  entryPoints: [join(here, "source/app.js")], outfile: join(to, "app.js"), bundle: true, minify: true, format: "esm",
  target: "es2022", charset: "utf8", legalComments: "none", metafile: true, absWorkingDir: here, logLevel: "warning",
});

// The licence of every package that a byte of app.js comes from.
const packages = new Set(Object.keys(made.metafile.inputs).map(file => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]).filter(Boolean));
const said = [...packages].sort().map(name => {
  const folder = join(here, "node_modules", name), {version, license} = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find(one => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name}: no licence`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
writeFileSync(join(to, "LICENSES/app.js.txt"), said.join(`\n${"-".repeat(72)}\n\n`));
if (existsSync(join(to, "app.js"))) console.log(`${[...packages].length} packages`);

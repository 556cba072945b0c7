// The page: what is written goes to Python, and what comes back is shown beside it.
import {Editor} from "./editor.js";
import {InBrowser} from "./in_browser.js";
import {Served} from "./served.js";
import {read, written} from "./links.js";
import {Kept, isLatex} from "./kept.js";
import {told} from "./told.js";

const PAUSE = 60; // ms without a key before the page is looked at
const AWHILE = 6000; // ms
const at = id => document.getElementById(id);
const [form, setting, example, status, why, reading] = ["form", "setting", "example", "status", "why", "reading"].map(at);
const served = document.documentElement.dataset.engine === "served";
const put = text => { if (status.textContent !== text) status.textContent = text; };
let stays = "", passing = 0; // what is said of the page, and the timer of what is said besides for a while
const say = text => {
  clearTimeout(passing);
  put(stays = text);
};
const mention = text => {
  clearTimeout(passing);
  put(text);
  passing = setTimeout(() => put(stays), AWHILE);
};
const AS_LATEX = "The text begins as LaTeX does, and is read as that. ";
let inForce = []; // settings that the page itself names
let lines = [], early = [], timer = 0, looked = "", isReady = false, notice = "";
const engine = new (served ? Served : InBrowser)(data => heard(data));
const choices = await (await fetch("examples.json")).json();

for (const one of choices.settings) setting.append(Object.assign(new Option(one.name), {title: one.title}));
choices.pages.forEach((one, k) => example.append(new Option(one.title, k)));

const page = () => ({text: editor.text, form: form.value, setting: setting.value});

function changed() {
  notice = "";
  if (form.value === "markdown" && isLatex(editor.text)) {
    form.value = "latex";
    notice = AS_LATEX;
  }
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
}

function look() {
  clearTimeout(timer);
  const now = page(), name = JSON.stringify(now);
  kept.hold(name);
  if (name === looked) return;
  looked = name;
  early = [];
  if (isReady) say("Looking at the page.");
  engine.look(now);
}

// A mark is shown as found, and is a full one when the kernel of the second worker has replayed it.
const marked = one => ({...one, pending: one.verdict === "proved" && !engine.isReplayed(one.shown_by ?? [])});

function mark() {
  const done = lines.map(marked);
  editor.mark(done);
  for (const one of done) document.getElementById(one.anchor)?.classList.toggle("pending", one.pending);
  here(editor.here());
}

function here(found) {
  const head = found.length ? [told(found, take)] : [Object.assign(document.createElement("p"), {className: "small", textContent: "Why a line got its verdict is said here, for the line of the cursor."})];
  why.replaceChildren(...head);
}

// What the chosen setting declares, and those that the page names.
function declare() {
  const known = [...new Set([setting.value, ...inForce])].map(name => choices.settings.find(one => one.name === name)).filter(Boolean);
  setting.options[0].text = !setting.value && inForce.length ? "as the page says" : "none";
  at("declared").hidden = !known.length;
  at("named").textContent = known.map(one => one.name).join(", ");
  at("declarations").textContent = known.map(one => one.text.trimEnd()).join("\n\n");
}

function draw(data) {
  inForce = data.settings;
  declare();
  reading.innerHTML = data.html;
  for (const one of reading.querySelectorAll("[id^=at-]")) one.addEventListener("click", () => {
    const line = lines.find(line => line.anchor === one.id);
    if (line) editor.show(line);
  });
}

function heard(data) {
  if (data.kind === "ready") {
    isReady = true;
    document.documentElement.dataset.times = JSON.stringify({...data.times, since: Math.round((data.times?.since ?? 0) - performance.timeOrigin)});
    say(looked ? "Looking at the page." : "Python is ready.");
  } else if (data.kind === "read") {
    if (data.html) draw(data);
  } else if (data.kind === "verdict") {
    early.push({...data, why: "", repairs: [], pending: data.verdict === "proved"});
    editor.mark([...lines.filter(one => !early.some(found => found.start === one.start)).map(marked), ...early]);
  } else if (data.kind === "page") {
    lines = data.lines;
    draw(data);
    mark();
    keep();
    say(`${notice}${data.counted}.${data.going ? ` ${data.going} took long and ${data.going === 1 ? "is" : "are"} looked at again.` : ""}`);
  } else if (data.kind === "replayed") {
    clearTimeout(heard.later);
    heard.later = setTimeout(mark, 30);
  } else if (data.kind === "unread") {
    lines = [];
    editor.mark([]);
    reading.replaceChildren();
    say(data.why);
  } else if (data.kind === "failed") {
    say(`Python could not be started: ${data.why}`);
  }
  if (data.kind !== "replayed") document.documentElement.dataset.kind = data.kind;
}

// All files are kept for visits without a network; not before there is something to see.
function keep() {
  if (keep.done || served || !("serviceWorker" in navigator)) return;
  keep.done = true;
  navigator.serviceWorker.register("service.js").catch(() => {});
}

async function take(line, repair) {
  if (!repair) return mention("No repair is known for the line of the cursor.");
  const before = editor.text, edit = await engine.take(line.number, repair.number);
  if (edit.kind === "edit" && before === editor.text) editor.put(edit);
  else mention(edit.why ?? "the page has changed: look again");
}

// `held` where a reload shows the page anyway: its link is in the address.
function choose(text, chosenForm, chosenSetting, held = false) {
  form.value = chosenForm;
  setting.value = [...setting.options].some(one => one.value === chosenSetting) ? chosenSetting : "";
  editor.text = text;
  notice = "";
  if (held) kept.shown(JSON.stringify(page()));
  inForce = [];
  declare();
  look();
}

const kept = new Kept(), shared = await read(location.hash), draft = shared ? null : kept.draft();
if (!shared && location.hash.length > 1) notice = `The link cannot be read: this is ${draft ? "what you wrote" : "the example"}. `;
const first = shared ?? draft ?? {text: choices.pages[0]?.text ?? "", form: "markdown", setting: ""};
form.value = first.form;
const editor = new Editor(at("editor"), first.text, changed, here, take);
if ([...setting.options].some(one => one.value === first.setting)) setting.value = first.setting;
kept.shown(JSON.stringify(page()));
declare();
here([]);
look();
addEventListener("pagehide", () => kept.hold(JSON.stringify(page())));

form.addEventListener("change", () => {
  notice = "";
  look();
});
setting.addEventListener("change", () => {
  const before = JSON.parse(looked).setting;
  inForce = inForce.filter(name => name !== before); // what the page says itself is heard again
  declare();
  look();
});
example.addEventListener("change", () => {
  const one = choices.pages[example.value];
  if (one) choose(one.text, "markdown", "");
});
at("share").addEventListener("click", async () => {
  const now = page();
  history.replaceState(null, "", await written(now));
  kept.shown(JSON.stringify(now));
  try {
    await navigator.clipboard.writeText(location.href);
    mention("The link is copied: it has the whole page in it, and is sent nowhere.");
  } catch {
    mention("The link stands in the address bar: it has the whole page in it.");
  }
});
addEventListener("hashchange", async () => {
  const found = await read(location.hash);
  if (found) choose(found.text, found.form, found.setting, true);
  else if (location.hash.length > 1) mention("The link cannot be read: the page stays as it is.");
});
at("download").addEventListener("click", async () => {
  const {html, name, why} = await engine.html();
  if (!html) return mention(why ?? "There is no page yet.");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([html], {type: "text/html"}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});

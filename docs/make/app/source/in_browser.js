// Python in this browser: one worker looks at the page, and a second one stands by.
//
// The second one replays with the kernel what the first has found, and takes its place when that is
// at one claim for too long: a worker cannot be interrupted, but it can be ended at once.
const PATIENCE = 4000; // ms for a claim; then it is put off, and the others come first
const MORE = 60000; // ms for a claim that was put off
const WAITING = 1500; // ms for a claim while the page has changed already
const SOON = 700; // ms for a page: no need to show it without its verdicts
const LOADING = 30000; // ms more for what is loaded for a claim: that is not held against it
const QUICK = 500; // ms for a claim that is replayed at once
const LOOK = 100;

export class InBrowser {
  constructor(tell) {
    this.tell = tell;
    this.asked = null;
    this.number = 0;
    this.putOff = {};
    this.over = new Set(); // claims that had their second try
    this.replayed = new Map();
    this.known = new Map(); // what was found, for a worker that is new
    this.answers = new Map();
    this.slow = true; // then formulas are set before all verdicts are there
    this.front = this.start();
    this.spare = null;
    setInterval(() => this.watch(), LOOK);
  }
  start() {
    const early = window.early, worker = early ?? new Worker(new URL("worker.js", document.baseURI), {type: "module", name: document.documentElement.dataset.version});
    window.early = null;
    worker.owing = new Set(); // what it has been given to replay
    worker.onmessage = ({data}) => this.heard(worker, data);
    worker.onerror = event => this.tell({kind: "failed", why: event.message || "the worker could not be started"});
    for (const event of early?.said ?? []) queueMicrotask(() => worker[`on${event.type}`](event)); // when all stands that hears it
    return worker;
  }
  look(page) {
    this.again = false;
    this.asked = {...page, id: ++this.number};
    this.waits = !!this.claim;
    this.send();
  }
  send() {
    this.front.postMessage({kind: "look", ...this.asked, put_off: this.putOff, drawn: this.slow && !this.again});
    this.since = performance.now();
  }
  heard(worker, data) {
    if (data.kind === "replayed") {
      worker.owing.delete(data.name);
      this.replayed.set(data.name, data.good);
      this.tell({kind: "replayed"});
    } else if (data.kind === "failed") {
      this.tell(data);
    } else if (worker !== this.front) {
      return;
    } else if (data.kind === "loading") {
      if (this.claim) this.claim.since = performance.now() + LOADING;
    } else if (data.kind === "ready") {
      this.tell(data);
    } else if (data.kind === "answer") {
      this.answers.get(data.number)?.(data.answer);
      this.answers.delete(data.number);
    } else {
      this.found(data);
    }
  }
  found(data) {
    const now = performance.now(), spent = this.claim ? now - this.claim.begun : 0;
    this.claim = data.kind === "claim" ? {name: data.name, begun: now, since: now} : null;
    if (data.kind === "verdict") this.learn(data, spent);
    if (data.id !== this.asked?.id) return;
    this.waits = false;
    if (data.kind === "page") {
      this.slow = performance.now() - this.since > SOON;
      this.spare ??= this.stand();
      const late = Object.keys(this.putOff).filter(name => !this.over.has(name) && data.names.includes(name));
      this.tell({...data, going: late.length});
      if (late.length && !data.again) this.retry(late[0]);
    } else if (!(this.again && data.kind === "read")) {
      this.tell(data);
    }
  }
  stand() {
    const spare = this.start();
    for (const found of [...this.known.values()].sort((a, b) => a.spent - b.spent)) this.replay(spare, found);
    return spare;
  }
  replay(worker, found) {
    worker.owing.add(found.name);
    worker.postMessage({...found, kind: "replay"});
  }
  learn({name, claim, others, content, verdict}, spent) {
    if (verdict === "undecided") return;
    const found = {name, claim, others, content, spent};
    this.known.set(name, found);
    if (this.known.size > 500) this.known.delete(this.known.keys().next().value);
    if (this.spare) this.replay(this.spare, found);
  }
  // A claim that was put off gets more time when all others are done.
  retry(name) {
    this.over.add(name);
    delete this.putOff[name];
    this.again = true;
    this.send();
  }
  watch() {
    if (!this.claim) return;
    const spent = performance.now() - this.claim.since, name = this.claim.name;
    const allowed = this.waits ? WAITING : this.over.has(name) ? MORE : PATIENCE;
    if (spent < allowed) return;
    this.putOff[name] = Math.max(1, Math.round(spent / 1000));
    if (this.waits) this.over.delete(name);
    this.claim = null;
    this.front.terminate();
    const busy = this.spare && [...this.spare.owing].some(owed => this.known.get(owed)?.spent > QUICK);
    if (busy) this.spare.terminate(); // it would first have to replay what takes long
    this.front = this.spare && !busy ? this.spare : this.start();
    if (busy) for (const found of this.known.values()) if (found.spent < QUICK) this.replay(this.front, found);
    this.spare = this.stand();
    this.answers.forEach(answer => answer(null));
    this.answers.clear();
    this.send();
  }
  ask(what) {
    const number = ++this.number;
    return new Promise(resolve => {
      this.answers.set(number, resolve);
      this.front.postMessage({...what, number});
    });
  }
  async take(line, repair) { return JSON.parse(await this.ask({kind: "take", line, repair}) ?? '{"kind":"no edit","why":"ask again"}'); }
  async html() { return JSON.parse(await this.ask({kind: "html"}) ?? '{"kind":"nothing"}'); }
  // Whether the second worker has borne out what a line rests on.
  isReplayed(names) { return names.every(name => this.replayed.get(name) === true); }
}

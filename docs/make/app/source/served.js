// Python behind `symattn serve`, on this machine: a request for each look at the page.
const ask = async (what, body, signal) => {
  const answer = await fetch(what, {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body), signal});
  if (answer.ok) return answer.json();
  const said = await answer.json().catch(() => ({}));
  return {kind: "unread", why: said.why ?? `the server answered ${answer.status}`};
};

export class Served {
  constructor(tell) {
    this.tell = tell;
    this.page = null;
    this.stop = null;
    queueMicrotask(() => tell({kind: "ready"}));
  }
  async look(page) {
    this.stop?.abort();
    this.stop = new AbortController();
    this.page = page;
    try {
      this.tell(await ask("look", page, this.stop.signal));
    } catch (error) {
      if (error.name !== "AbortError") this.tell({kind: "failed", why: "the server cannot be reached: is symattn serve running?"});
    }
  }
  take(line, repair) { return ask("take", {...this.page, line, repair}); }
  html() { return ask("html", this.page); }
  isReplayed() { return true; }
}

// What was written, for a reload: this browser keeps it for this tab alone, and it is sent nowhere.
const DRAFT = "symattn-page";

export class Kept {
  constructor() { this.now = ""; } // the page, as JSON, that a reload would show
  shown(name) { this.now = name; }
  // A page that is not what the address says any more takes its place: an old link would come back.
  hold(name) {
    if (name === this.now) return;
    this.now = name;
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    try { sessionStorage.setItem(DRAFT, name); } catch { /* it is too long, or nothing may be kept */ }
  }
  draft() {
    try {
      const {text, form, setting} = JSON.parse(sessionStorage.getItem(DRAFT));
      return [text, form, setting].every(one => typeof one === "string") ? {text, form: form === "latex" ? form : "markdown", setting} : null;
    } catch { return null; }
  }
}

// Whether a text can be nothing but a LaTeX file; comments may stand above.
export const isLatex = text => /^(\s|%.*\n)*\\(documentclass|documentstyle|begin\s*\{document\})/.test(text);

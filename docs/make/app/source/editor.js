// The author's text, with a mark in the margin of every line that was judged.
import {EditorState, StateEffect, StateField, RangeSetBuilder} from "@codemirror/state";
import {
  Decoration, EditorView, GutterMarker, drawSelection, gutter, highlightActiveLine, hoverTooltip, keymap,
  lineNumbers, showTooltip, tooltips,
} from "@codemirror/view";
import {defaultKeymap, history, historyKeymap} from "@codemirror/commands";
import {bracketMatching} from "@codemirror/language";
import {shape, told} from "./told.js";

const WORST = ["refuted", "conditional", "not_read", "undecided", "proved", "outside"];
const setLines = StateEffect.define();
const pointAt = StateEffect.define();

// The lines of the page with their verdicts; their places move along as one types.
const lines = StateField.define({
  create: () => [],
  update(now, change) {
    if (change.docChanged)
      now = now.map(one => ({...one, start: change.changes.mapPos(one.start, 1), end: change.changes.mapPos(one.end, -1)})).filter(one => one.end > one.start);
    for (const effect of change.effects) if (effect.is(setLines)) now = effect.value;
    return now;
  },
  provide: field => EditorView.decorations.from(field, found => under(found)),
});

function under(found) {
  const builder = new RangeSetBuilder();
  for (const one of [...found].sort((a, b) => a.start - b.start || a.end - b.end))
    if (one.end > one.start) builder.add(one.start, one.end, Decoration.mark({class: `${one.verdict} line-${one.verdict}`}));
  return builder.finish();
}

class Mark extends GutterMarker {
  constructor(one) { super(); this.verdict = one.verdict; this.said = one.said; this.pending = one.pending; this.elementClass = one.verdict; }
  eq(other) { return other.verdict === this.verdict && other.pending === this.pending; }
  toDOM() {
    const dom = document.createElement("span");
    dom.className = this.pending ? "pending" : "";
    dom.append(shape(this.verdict), Object.assign(document.createElement("span"), {className: "sr", textContent: this.said}));
    return dom;
  }
}

const within = (state, block) => state.field(lines).filter(one => one.start <= block.to && one.end >= block.from);
const worst = found => WORST.map(verdict => found.find(one => one.verdict === verdict)).find(Boolean);

// Hovering over the margin, and over the text itself, says why.
const pointed = StateField.define({
  create: () => null,
  update(now, change) {
    if (change.docChanged || change.selection) now = null;
    for (const effect of change.effects) if (effect.is(pointAt)) now = effect.value;
    return now;
  },
  provide: field => showTooltip.from(field),
});
const box = (found, take) => ({
  pos: found[0].start, end: found[0].end, above: false,
  create: () => ({dom: told(found, take)}),
});

// It stays beside the text: what stands below the editor is not covered.
function room(view) {
  const {top, bottom} = view.dom.getBoundingClientRect();
  return {left: 0, right: innerWidth, top: Math.max(0, top), bottom: Math.min(innerHeight, bottom)};
}

export class Editor {
  constructor(parent, text, changed, at, take) {
    const margin = gutter({
      class: "cm-marks",
      lineMarker: (view, block) => { const one = worst(within(view.state, block)); return one ? new Mark(one) : null; },
      lineMarkerChange: update => update.startState.field(lines) !== update.state.field(lines),
      initialSpacer: () => null,
      domEventHandlers: {
        mousedown: (view, block) => { const one = worst(within(view.state, block)); if (one) this.show(one); return !!one; },
        mouseover: (view, block) => {
          const found = within(view.state, block);
          view.dispatch({effects: pointAt.of(found.length ? box(found, take) : null)});
          return false;
        },
      },
    });
    const hover = hoverTooltip((view, pos) => {
      const found = view.state.field(lines).filter(one => one.start <= pos && pos <= one.end);
      return found.length ? box(found, take) : null;
    }, {hoverTime: 250});
    this.lines = [];
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(), margin, lines, hover, pointed, tooltips({tooltipSpace: room}), history(), drawSelection(), bracketMatching(), highlightActiveLine(),
          EditorView.lineWrapping, theme,
          EditorView.contentAttributes.of({"aria-label": "The text of your page", tabindex: "0", spellcheck: "false", autocapitalize: "off"}),
          EditorView.domEventHandlers({mouseleave: () => { this.view.dispatch({effects: pointAt.of(null)}); }}),
          keymap.of([
            {key: "F8", run: () => this.step(1)}, {key: "Shift-F8", run: () => this.step(-1)},
            {key: "Mod-Enter", run: () => this.first(take)}, ...historyKeymap, ...defaultKeymap,
          ]),
          EditorView.updateListener.of(update => {
            if (update.docChanged) changed();
            if (update.docChanged || update.selectionSet) at(this.here());
          }),
        ],
      }),
    });
    this.view.dom.addEventListener("mouseleave", () => this.view.dispatch({effects: pointAt.of(null)}));
  }
  get text() { return this.view.state.doc.toString(); }
  set text(text) { this.view.dispatch({changes: {from: 0, to: this.view.state.doc.length, insert: text}, effects: setLines.of([]), selection: {anchor: 0}, scrollIntoView: true}); }
  mark(found) {
    const most = this.view.state.doc.length;
    this.view.dispatch({effects: setLines.of(found.filter(one => one.end <= most))});
  }
  // What is said of the lines that the cursor stands in.
  here() {
    const at = this.view.state.doc.lineAt(this.view.state.selection.main.head);
    return within(this.view.state, at);
  }
  show(one) {
    this.view.dispatch({selection: {anchor: one.start}, effects: EditorView.scrollIntoView(one.start, {y: "center"})});
    this.view.focus();
  }
  step(by) {
    const all = this.view.state.field(lines), head = this.view.state.selection.main.head;
    const next = by > 0 ? all.find(one => one.start > head) ?? all[0] : all.findLast(one => one.start < head) ?? all.at(-1);
    if (next) this.show(next);
    return true;
  }
  first(take) {
    const one = this.here().find(found => found.repairs?.length);
    take(one, one?.repairs[0]);
    return true;
  }
  put(edit) {
    this.view.dispatch({changes: {from: edit.start, to: edit.end, insert: edit.text}, selection: {anchor: edit.start}});
    this.view.focus();
  }
}

const theme = EditorView.theme({
  "&": {backgroundColor: "var(--paper)", color: "var(--ink)", fontSize: "14px"},
  ".cm-scroller": {fontFamily: "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace", lineHeight: "1.55"},
  ".cm-content": {caretColor: "var(--ink)"},
  ".cm-cursor": {borderLeftColor: "var(--ink)"},
  ".cm-gutters": {backgroundColor: "var(--paper)", color: "var(--quiet)", borderRight: "1px solid var(--line)"},
  ".cm-activeLine": {backgroundColor: "color-mix(in srgb,var(--t-outside) 60%,transparent)"},
  "&.cm-focused .cm-selectionBackground,.cm-selectionBackground": {backgroundColor: "color-mix(in srgb,var(--link) 28%,transparent)!important"},
  ".cm-matchingBracket": {backgroundColor: "color-mix(in srgb,var(--link) 20%,transparent)!important"},
});

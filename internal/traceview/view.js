'use strict';
// What `weft view` shows. The page asks its own server for the trace and for nothing else.

const $ = id => document.getElementById(id);
const PY = 1, OS = 2, RT = 3; // processes of the file, see package timeline

// Colours: what a thread does, by the name of the slice; and which thread it is, on the other tracks.
const palette = {
  'running': '#2e9c6f', 'ready': '#f0b13a', 'GIL': '#e8743b',
  'lock': '#d6504c', 'rlock': '#d6504c', 'import lock': '#d6504c', 'file lock': '#d6504c',
  'condition': '#b065c0', 'semaphore': '#b065c0', 'event': '#b065c0', 'barrier': '#b065c0', 'queue': '#7a6cd4',
  'descriptor': '#4a8fd6', 'file': '#68aec6', 'host name': '#4a8fd6', 'process': '#7f95a8', 'signal': '#7f95a8', 'system call': '#7f95a8',
  'sleep': '#b4bcc6', 'join': '#98a4b1', 'start': '#98a4b1',
};
const groups = [['running', 'running'], ['ready', 'ready'], ['lock', 'lock'], ['GIL', 'GIL'], ['queue', 'queue'], ['event', 'condition, event'],
  ['descriptor', 'I/O'], ['sleep', 'sleep'], ['join', 'join, start']];
const lockKinds = new Set(['lock', 'rlock', 'import lock', 'file lock', 'condition', 'semaphore', 'event', 'barrier', 'queue', 'GIL']);
const threadColor = n => `hsl(${(n * 137.508 + 60) % 360 | 0} ${[58, 46, 66][n % 3]}% ${[50, 40, 62][n % 3]}%)`;

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// ---- The model: tracks with slices in order of time, arrows between them, totals. Times are microseconds.

// Track has parallel arrays: start and end times, kind (index of kinds), and args.
class Track {
  constructor(pid, tid) {
    this.pid = pid; this.tid = tid; this.key = pid + ':' + tid; this.name = ''; this.order = tid;
    this.from = []; this.to = []; this.kind = []; this.args = []; this.open = []; this.first = Infinity;
  }
  add(from, to, kind, args, open) {
    this.from.push(from); this.to.push(to); this.kind.push(kind); this.args.push(args);
    if (open) this.open[this.from.length - 1] = true;
    if (from < this.first) this.first = from;
  }
  // sort puts the slices in order.
  sort() {
    let sorted = true;
    for (let i = 1; i < this.from.length && sorted; i++) sorted = this.from[i - 1] <= this.from[i];
    if (!sorted) {
      const order = this.from.map((_, i) => i).sort((a, b) => this.from[a] - this.from[b] || this.to[b] - this.to[a]);
      for (const f of ['from', 'to', 'kind', 'args', 'open']) { const old = this[f]; this[f] = order.map(i => old[i]); }
    }
    let longest = 0;
    for (let i = 0; i < this.from.length; i++) longest = Math.max(longest, this.to[i] - this.from[i]);
    this.from = Float64Array.from(this.from); this.to = Float64Array.from(this.to); this.kind = Uint16Array.from(this.kind);
    this.longest = longest;
  }
  // at returns the first slice that may reach behind time t.
  at(t) {
    let lo = 0, hi = this.to.length;
    while (lo < hi) { const mid = (lo + hi) >> 1; if (this.to[mid] <= t) lo = mid + 1; else hi = mid; }
    return lo;
  }
}

const M = { tracks: new Map(), rows: [], kinds: [], kindOf: new Map(), arrows: [], from: 0, to: 1, label: '', heap: [], end: null, notes: [] };

function kind(name) {
  let k = M.kindOf.get(name);
  if (k === undefined) { k = M.kinds.length; M.kinds.push(name); M.kindOf.set(name, k); }
  return k;
}

function track(pid, tid) {
  const key = pid + ':' + tid;
  let t = M.tracks.get(key);
  if (!t) M.tracks.set(key, t = new Track(pid, tid));
  return t;
}

// load fills the model from the events of the file.
function load(events) {
  const stacks = new Map(), halves = new Map();
  let last = 0, first = Infinity;
  for (const e of events) {
    switch (e.ph) {
    case 'X': {
      const to = e.ts + (e.dur || 0);
      track(e.pid, e.tid).add(e.ts, to, kind(e.name), e.args);
      if (to > last) last = to;
      if (e.ts < first) first = e.ts;
      break;
    }
    case 'B': {
      const key = e.pid + ':' + e.tid;
      if (!stacks.has(key)) stacks.set(key, []);
      stacks.get(key).push(e);
      if (e.ts > last) last = e.ts;
      break;
    }
    case 'E': {
      const s = stacks.get(e.pid + ':' + e.tid), b = s && s.pop();
      if (b) track(e.pid, e.tid).add(b.ts, e.ts, kind(b.name), e.args ? Object.assign({}, b.args, e.args) : b.args);
      if (e.ts > last) last = e.ts;
      break;
    }
    case 's': halves.set(e.id, e); break;
    case 'f': {
      const s = halves.get(e.id);
      if (s) { M.arrows.push({ at: s.ts, by: s.pid + ':' + s.tid, then: e.ts, to: e.pid + ':' + e.tid, name: e.name }); halves.delete(e.id); }
      break;
    }
    case 'C': M.heap.push([e.ts, e.args && e.args.MB]); if (e.ts > last) last = e.ts; break;
    case 'i': M.notes.push([e.ts, e.name]); break;
    case 'M':
      if (e.name === 'thread_name') track(e.pid, e.tid).name = e.args.name;
      else if (e.name === 'thread_sort_index') track(e.pid, e.tid).order = e.args.sort_index;
      else if (e.name === 'process_labels') M.label = e.args.labels;
      else if (e.name === 'recording') M.end = e.args;
      break;
    }
  }
  if (M.end && M.end.end_us > last) last = M.end.end_us;
  for (const [key, s] of stacks) for (const b of s) {
    const [pid, tid] = key.split(':').map(Number);
    track(pid, tid).add(b.ts, last, kind(b.name), b.args, true);
  }
  for (const t of M.tracks.values()) { t.sort(); if (!t.name) t.name = (t.pid === OS ? 'OS thread ' : 'thread ') + t.tid; }
  const lock = M.kindOf.get('lock');
  if (lock !== undefined) for (const t of M.tracks.values()) if (t.pid === PY) for (let i = 0; i < t.from.length; i++) {
    // Who waits for a lock that it took itself waits to be notified: threading.Condition is made so.
    if (t.kind[i] === lock && t.args[i] && t.args[i].holder === t.name) { t.kind[i] = kind('condition'); t.args[i] = Object.assign({}, t.args[i], { for: 'condition', holder: undefined }); }
  }
  M.arrows.sort((a, b) => a.at - b.at);
  M.from = 0;
  M.to = Math.max(last, 1);
  for (const t of M.tracks.values()) if (t.pid === PY) t.color = threadColor(t.tid);
}

// ---- The view.

const V = { from: 0, to: 1, top: 0, rows: [], height: 0, closed: new Set(), pick: null, hover: null, query: '', hits: [], hit: -1, tab: 'threads', sort: {}, mouse: null };
const NAMES = 210, RULER = 26, ROW = 26, HEAD = 24;
const groupsOf = [[PY, 'Python threads'], [OS, 'OS threads'], [RT, 'Interpreter']];

// layout says which rows there are.
function layout() {
  V.rows = [];
  let y = 0;
  for (const [pid, title] of groupsOf) {
    const list = [...M.tracks.values()].filter(t => t.pid === pid && (t.from.length || pid === RT && t.tid === 2));
    if (!list.length) continue;
    if (pid === RT) V.gaps = list.find(t => t.tid === 3);
    list.sort((a, b) => pid === PY ? a.order - b.order : a.first - b.first || a.tid - b.tid);
    V.rows.push({ head: title, pid, n: list.length, y, h: HEAD });
    y += HEAD;
    if (!V.closed.has(pid)) for (const t of list) { t.y = y; V.rows.push({ track: t, y, h: ROW }); y += ROW; }
    else for (const t of list) t.y = undefined;
  }
  if (M.heap.length && !V.closed.has(RT)) { V.rows.push({ heap: true, y, h: 40 }); y += 40; }
  V.height = y + 8;
}

const tracksCanvas = $('tracks'), mapCanvas = $('map');
let W = 0, H = 0, theme = {};

function resize() {
  const dpr = window.devicePixelRatio || 1;
  for (const c of [tracksCanvas, mapCanvas]) {
    const r = c.getBoundingClientRect();
    c.width = Math.round(r.width * dpr); c.height = Math.round(r.height * dpr);
    c.getContext('2d').setTransform(dpr, 0, 0, dpr, 0, 0);
  }
  const r = tracksCanvas.getBoundingClientRect();
  W = r.width; H = r.height;
  theme = { bg: css('--bg'), panel: css('--panel'), text: css('--text'), muted: css('--muted'), line: css('--line'), stripe: css('--stripe'), accent: css('--accent'), mark: css('--mark') };
  draw();
}

const X = t => NAMES + (t - V.from) / (V.to - V.from) * (W - NAMES);
const T = x => V.from + (x - NAMES) / (W - NAMES) * (V.to - V.from);
const Y = y => RULER + y - V.top;

function clampView() {
  const total = M.to - M.from, pad = total * 0.02, width = Math.min(Math.max(V.to - V.from, 0.05), total + 2 * pad);
  let from = Math.min(Math.max(V.from, M.from - pad), M.to + pad - width);
  V.from = from; V.to = from + width;
  V.top = Math.max(0, Math.min(V.top, V.height - (H - RULER)));
}

let queued = false, tableTimer = 0;
function draw() {
  if (queued) return;
  queued = true;
  requestAnimationFrame(() => { queued = false; paint(); });
  if ($('visible').checked) { clearTimeout(tableTimer); tableTimer = setTimeout(tables, 120); }
}

// span formats a time span.
function span(us) {
  const a = Math.abs(us);
  if (a >= 1e6) return trim(us / 1e6) + ' s';
  if (a >= 1e3) return trim(us / 1e3) + ' ms';
  if (a >= 1 || a === 0) return trim(us) + ' µs';
  return Math.round(us * 1e3) + ' ns';
}
function trim(x) { return x.toPrecision(Math.abs(x) >= 1000 ? 4 : 3).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''); }

// moment formats a point in time so that neighbours on the ruler differ.
function moment(us, step) {
  const unit = V.to > 1e6 && step >= 1e3 ? [1e6, 's'] : step >= 1e3 || us >= 1e4 && step >= 1 ? [1e3, 'ms'] : step >= 1 ? [1, 'µs'] : [1, 'µs'];
  const digits = Math.max(0, Math.min(6, Math.ceil(-Math.log10(step / unit[0]) - 1e-9)));
  return (us / unit[0]).toFixed(digits) + ' ' + unit[1];
}

function colorOf(t, i) {
  if (t.pid === PY) return palette[M.kinds[t.kind[i]]] || '#8a97a5';
  const a = t.args[i];
  if (a && a.thread) return threadColor(a.thread);
  return '#d06a9b';
}

function paint() {
  clampView();
  const g = tracksCanvas.getContext('2d');
  g.fillStyle = theme.bg;
  g.fillRect(0, 0, W, H);
  g.font = '12px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
  g.textBaseline = 'middle';
  // The grid.
  const step = niceStep((V.to - V.from) * 110 / (W - NAMES));
  const ticks = [];
  for (let t = Math.ceil(V.from / step) * step; t <= V.to; t += step) ticks.push(t);
  g.strokeStyle = theme.line;
  g.beginPath();
  for (const t of ticks) { const x = Math.round(X(t)) + .5; if (x > NAMES) { g.moveTo(x, RULER); g.lineTo(x, H); } }
  g.stroke();
  g.save();
  g.beginPath(); g.rect(0, RULER, W, H - RULER); g.clip();
  for (const r of V.rows) {
    const y = Y(r.y);
    if (y + r.h < RULER || y > H) continue;
    if (r.head !== undefined) paintHead(g, r, y);
    else if (r.heap) paintHeap(g, y, r.h);
    else paintTrack(g, r.track, y);
  }
  if (V.gaps) { // nothing was recorded here
    g.fillStyle = theme.muted; g.globalAlpha = .13;
    for (let t = V.gaps, i = t.at(V.from); i < t.from.length && t.from[i] < V.to; i++) { const x = Math.max(X(t.from[i]), NAMES); g.fillRect(x, RULER, Math.min(X(t.to[i]), W) - x, H); }
    g.globalAlpha = 1;
  }
  if ($('arrows').checked || V.pick) paintArrows(g);
  g.restore();
  paintNames(g);
  // The ruler.
  g.fillStyle = theme.panel; g.fillRect(0, 0, W, RULER);
  g.fillStyle = theme.line; g.fillRect(0, RULER - 1, W, 1); g.fillRect(NAMES - 1, 0, 1, H);
  g.fillStyle = theme.muted;
  for (const t of ticks) {
    const x = X(t);
    if (x < NAMES - 1) continue;
    g.fillRect(Math.round(x), RULER - 6, 1, 5);
    if (x < W - 40) g.fillText(moment(Math.abs(t) < step / 2 ? 0 : t, step), x + 4, RULER / 2);
  }
  g.fillText(span(V.to - V.from) + ' shown', 12, RULER / 2);
  if (V.mouse && V.mouse.x > NAMES) {
    g.fillStyle = theme.accent; g.globalAlpha = .45; g.fillRect(V.mouse.x, RULER, 1, H); g.globalAlpha = 1;
  }
  if (V.band) {
    g.fillStyle = theme.accent; g.globalAlpha = .16;
    g.fillRect(Math.min(V.band[0], V.band[1]), RULER, Math.abs(V.band[1] - V.band[0]), H); g.globalAlpha = 1;
  }
  paintMap();
}

function niceStep(x) {
  const p = Math.pow(10, Math.floor(Math.log10(x)));
  for (const m of [1, 2, 5, 10]) if (m * p >= x) return m * p;
}

function paintHead(g, r, y) {
  g.fillStyle = theme.stripe; g.fillRect(0, y, W, r.h);
}

function paintNames(g) {
  g.save();
  g.beginPath(); g.rect(0, RULER, NAMES - 1, H - RULER); g.clip();
  for (const r of V.rows) {
    const y = Y(r.y);
    if (y + r.h < RULER || y > H) continue;
    if (r.head !== undefined) {
      g.fillStyle = theme.stripe; g.fillRect(0, y, NAMES, r.h);
      g.fillStyle = theme.text;
      g.font = '600 12px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
      g.fillText((V.closed.has(r.pid) ? '▸ ' : '▾ ') + r.head, 12, y + r.h / 2 + 1);
      g.font = '12px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
      g.fillStyle = theme.muted; g.textAlign = 'right'; g.fillText(String(r.n), NAMES - 12, y + r.h / 2 + 1); g.textAlign = 'left';
      continue;
    }
    g.fillStyle = theme.bg; g.fillRect(0, y, NAMES, r.h);
    const t = r.track, picked = V.pick && V.pick.track === t;
    if (t && t.color) { g.fillStyle = t.color; g.beginPath(); g.roundRect(14, y + r.h / 2 - 5, 10, 10, 3); g.fill(); }
    g.fillStyle = picked ? theme.accent : theme.text;
    g.fillText(fitText(g, r.heap ? 'Heap' : t.name, NAMES - 44), t && t.color ? 32 : 14, y + r.h / 2 + 1);
  }
  g.restore();
}

function fitText(g, s, width) {
  if (g.measureText(s).width <= width) return s;
  let n = s.length;
  while (n > 1 && g.measureText(s.slice(0, n) + '…').width > width) n = n > 12 ? Math.floor(n * .9) : n - 1;
  return s.slice(0, n) + '…';
}

// dimmed reports whether a search or a selection leaves slice i of t in the background.
function matches(t, i) {
  const q = V.query;
  if (t.name.toLowerCase().includes(q)) return true;
  if (M.kinds[t.kind[i]].toLowerCase().includes(q)) return true;
  const a = t.args[i];
  return !!a && ((a.at && a.at.toLowerCase().includes(q)) || (a.for && a.for.toLowerCase().includes(q)) || (a.holder && a.holder.toLowerCase().includes(q)));
}

function paintTrack(g, t, y) {
  g.fillStyle = theme.line; g.globalAlpha = .55; g.fillRect(NAMES, y + ROW - 1, W, 1); g.globalAlpha = 1;
  const scale = (W - NAMES) / (V.to - V.from), q = V.query, thin = t.pid === PY;
  let col = -1, best = 0, bestI = -1; // what is too narrow shares its column of pixels with its neighbours: the longest is drawn
  const put = (i, x, w) => {
    const name = M.kinds[t.kind[i]], full = !thin || name === 'running' || name === 'ready';
    g.fillStyle = colorOf(t, i);
    g.globalAlpha = q && !matches(t, i) ? .13 : 1;
    const h = full ? ROW - 7 : 7, top = full ? y + 3 : y + ROW - 11;
    if (w > 7) { g.beginPath(); g.roundRect(x + .5, top, w - 1, h, Math.min(3, h / 2)); g.fill(); } else g.fillRect(x, top, Math.max(w - (w > 2.5 ? .6 : 0), 1), h);
    if (t.open[i]) { g.fillStyle = theme.bg; for (let k = 1; k <= 3; k++) g.fillRect(x + w - 4 * k, top, 2, h); }
    if (w > 34) {
      const a = t.args[i], on = thin && !full;
      let label = name;
      if (on && a) label = (a.for && a.for.startsWith('descriptor') ? a.for : name) + (a.at ? '  ' + a.at : '');
      if (!(thin && full && w < 56)) {
        const xx = Math.max(x, NAMES) + 6, room = Math.min(x + w, W) - xx - 5;
        if (room > 22) {
          if (on) { // above the thin bar
            const s = fitText(g, label, room);
            if (s === label || s.length > 5) { g.fillStyle = theme.muted; g.fillText(s, Math.max(x, NAMES) + 2, y + 8); }
          } else { g.fillStyle = name === 'ready' && thin ? '#3c2c00' : '#ffffff'; const s = fitText(g, label, room); if (s === label || s.length > 4) g.fillText(s, xx, y + ROW / 2 + .5); }
        }
      }
    }
    g.globalAlpha = 1;
  };
  const flush = () => { if (bestI >= 0) put(bestI, col, 1); bestI = -1; best = 0; };
  for (let i = t.at(V.from), n = t.from.length; i < n && t.from[i] < V.to; i++) {
    const x = NAMES + (t.from[i] - V.from) * scale, w = (t.to[i] - t.from[i]) * scale;
    if (w >= 1.5) { flush(); col = -1; const l = Math.max(x, NAMES - 10); put(i, l, Math.min(x + w, W + 10) - l); continue; }
    const c = Math.floor(x);
    if (c !== col) { flush(); col = c; }
    if (w > best || bestI < 0) { best = w; bestI = i; }
  }
  flush();
  for (const [p, color] of [[V.hover, theme.text], [V.pick, theme.mark]]) {
    if (!p || p.track !== t) continue;
    const x = Math.max(X(t.from[p.i]), NAMES), w = Math.min(X(t.to[p.i]), W) - x;
    if (w < -2) continue;
    g.strokeStyle = color; g.lineWidth = 1.5; g.strokeRect(x - .5, y + 2, Math.max(w, 2) + 1, ROW - 6); g.lineWidth = 1;
  }
}

function paintHeap(g, y, h) {
  let top = 0;
  for (const [, v] of M.heap) top = Math.max(top, v);
  if (!top) return;
  g.save();
  g.beginPath(); g.rect(NAMES, y, W, h); g.clip();
  g.beginPath(); g.moveTo(X(M.heap[0][0]), y + h - 3);
  for (const [t, v] of M.heap) g.lineTo(X(t), y + h - 3 - v / top * (h - 14));
  g.lineTo(X(M.heap[M.heap.length - 1][0]), y + h - 3); g.closePath();
  g.fillStyle = theme.accent; g.globalAlpha = .18; g.fill(); g.globalAlpha = .8; g.strokeStyle = theme.accent; g.stroke(); g.globalAlpha = 1;
  g.fillStyle = theme.muted; g.fillText('up to ' + trim(top) + ' MB', NAMES + 8, y + 9);
  g.restore();
}

const maxArrows = 1500;

// arrowsIn returns the arrows of a time range: those that begin in it or shortly before.
function arrowsIn(from, to) {
  const a = M.arrows;
  let lo = 0, hi = a.length;
  while (lo < hi) { const mid = (lo + hi) >> 1; if (a[mid].at < from) lo = mid + 1; else hi = mid; }
  const list = [];
  for (let i = Math.max(0, lo - 50); i < a.length && a[i].at <= to; i++) { if (a[i].then >= from) list.push(a[i]); if (list.length > maxArrows) return null; }
  return list;
}

function paintArrows(g) {
  let list = $('arrows').checked ? arrowsIn(V.from, V.to) : [];
  V.tooMany = list === null;
  const own = V.pick ? V.pick.arrows : [];
  g.save();
  g.beginPath(); g.rect(NAMES, RULER, W, H); g.clip();
  const one = (a, color, width, alpha) => {
    const s = M.tracks.get(a.by), f = M.tracks.get(a.to);
    if (!s || !f || s.y === undefined || f.y === undefined) return;
    const y1 = Y(s.y) + ROW / 2, y2 = Y(f.y) + ROW / 2 + (f.y > s.y ? -8 : 8);
    if (y1 < RULER && y2 < RULER || y1 > H && y2 > H) return;
    const x1 = X(a.at), x2 = X(a.then), d = Math.max(10, Math.min(60, Math.abs(x2 - x1) / 2));
    g.strokeStyle = g.fillStyle = color; g.lineWidth = width; g.globalAlpha = alpha;
    g.beginPath(); g.moveTo(x1, y1); g.bezierCurveTo(x1 + d * .3, y1 + (y2 - y1) * .55, x2 - d * .3, y2 - (y2 - y1) * .45, x2, y2); g.stroke();
    const k = y2 > y1 ? 1 : -1;
    g.beginPath(); g.moveTo(x2, y2 + 3 * k); g.lineTo(x2 - 3.5, y2 - 4 * k); g.lineTo(x2 + 3.5, y2 - 4 * k); g.fill();
    g.beginPath(); g.arc(x1, y1, 2, 0, 7); g.fill();
  };
  if (list) {
    const faint = (V.pick ? .3 : 1) * Math.max(.1, Math.min(.75, 30 / list.length));
    for (const a of list) one(a, a.name === 'GIL' ? palette.GIL : theme.text, 1, faint);
  }
  for (const a of own) one(a, theme.mark, 2, 1);
  g.restore();
  g.globalAlpha = 1; g.lineWidth = 1;
}

// The strip on top: how many threads run, over the whole time.
let density = null;
function computeDensity() {
  const n = 1200, d = new Float64Array(n), width = (M.to - M.from) / n;
  for (const t of M.tracks.values()) {
    if (t.pid !== PY) continue;
    const run = M.kindOf.get('running');
    for (let i = 0; i < t.from.length; i++) {
      if (t.kind[i] !== run) continue;
      let a = (t.from[i] - M.from) / width, b = (t.to[i] - M.from) / width;
      for (let k = Math.floor(a); k <= Math.min(b, n - 1); k++) d[k] += Math.min(b, k + 1) - Math.max(a, k);
    }
  }
  density = d;
}
const MX = t => NAMES + (t - M.from) / (M.to - M.from) * (W - NAMES - 10);
function paintMap() {
  const g = mapCanvas.getContext('2d'), h = 46;
  g.fillStyle = theme.panel; g.fillRect(0, 0, W, h);
  g.font = '12px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
  g.textBaseline = 'middle';
  let top = 1;
  for (const v of density) top = Math.max(top, v);
  g.fillStyle = theme.muted; g.fillText('Threads running', 12, 16); g.fillText('at most ' + (top > 1.05 ? trim(top) : '1') + ' at once', 12, 32);
  g.fillStyle = palette.running; g.globalAlpha = .55;
  const cw = (W - NAMES - 10) / density.length;
  for (let k = 0; k < density.length; k++) if (density[k]) { const bh = density[k] / top * (h - 12); g.fillRect(NAMES + k * cw, h - 4 - bh, cw + .4, bh); }
  g.globalAlpha = 1;
  const a = Math.max(MX(V.from), NAMES), b = Math.min(MX(V.to), W - 4);
  g.fillStyle = theme.bg; g.globalAlpha = .65; g.fillRect(NAMES, 0, a - NAMES, h); g.fillRect(b, 0, W - b, h); g.globalAlpha = 1;
  g.strokeStyle = theme.accent; g.strokeRect(a + .5, 2.5, Math.max(b - a - 1, 2), h - 6);
  g.fillStyle = theme.line; g.fillRect(NAMES - 1, 0, 1, h);
}

// ---- What the mouse is on.

function rowAt(y) {
  const yy = y - RULER + V.top;
  if (y < RULER) return null;
  for (const r of V.rows) if (yy >= r.y && yy < r.y + r.h) return r;
  return null;
}

function sliceAt(x, y) {
  const r = rowAt(y);
  if (!r || !r.track || x < NAMES) return null;
  const t = r.track, slack = 3 * (V.to - V.from) / (W - NAMES), time = T(x);
  let best = null, dist = slack;
  for (let i = t.at(time - slack), n = t.from.length; i < n && t.from[i] <= time + slack; i++) {
    const d = time < t.from[i] ? t.from[i] - time : time > t.to[i] ? time - t.to[i] : 0;
    if (d < dist || d === 0 && dist === 0) { dist = d; best = i; }
  }
  return best === null ? null : { track: t, i: best };
}

const esc = s => String(s).replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

// facts returns what is known of a slice, as pairs.
function facts(p) {
  const t = p.track, i = p.i, a = t.args[i] || {}, name = M.kinds[t.kind[i]], out = [];
  out.push(['for', a.for && a.for !== name ? a.for : '']);
  out.push(['held by', a.holder]);
  out.push(['place', a.at]);
  out.push(['timeout', a.timeout_us !== undefined ? span(a.timeout_us) : '']);
  out.push(['ended', a.end === 'timeout' ? 'by the timeout' : a.end === 'not recorded' ? 'at a time when nothing was recorded' : a.end === 'not yet' ? 'not before the recording did' : a.end === 'woken' ? 'woken by ' + a.by : '']);
  if (name === 'ready') out.push(['made ready by', a.by]);
  out.push(['on OS thread', a.os]);
  if (t.open[i]) out.push(['open', 'the file breaks off before its end']);
  out.push(['begins', moment(t.from[i], .001)], ['lasts', span(t.to[i] - t.from[i])]);
  return out.filter(f => f[1] !== undefined && f[1] !== '');
}

function title(p) {
  const t = p.track, name = M.kinds[t.kind[p.i]];
  if (t.pid !== PY) return esc(name);
  return name === 'running' || name === 'ready' ? name : 'waits: ' + esc(name);
}

function showTip(p, x, y) {
  const tip = $('tip');
  if (!p) { tip.style.display = 'none'; return; }
  tip.innerHTML = `<b>${title(p)}</b> <span class="t">${esc(p.track.name)}</span><table>` + facts(p).map(f => `<tr><td>${f[0]}</td><td>${esc(f[1])}</td></tr>`).join('') + '</table>';
  tip.style.display = 'block';
  const r = tip.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(x + 14, innerWidth - r.width - 8)) + 'px';
  tip.style.top = (y + 18 + r.height > innerHeight ? y - r.height - 12 : y + 18) + 'px';
}

// select makes p the selected slice and finds its arrows: what woke it, and whom it woke.
function select(p, show) {
  V.pick = p;
  if (p) {
    const t = p.track, a = t.from[p.i], b = t.to[p.i];
    p.arrows = M.arrows.filter(x => x.to === t.key && x.then >= a - .0005 && x.then <= b + .0005 || x.by === t.key && x.at >= a - .0005 && x.at <= b + .0005);
    if (show !== false) setTab('pick');
  }
  tables(); draw();
}

// reveal moves the view so that slice p can be seen.
function reveal(p, zoom) {
  const t = p.track, a = t.from[p.i], b = t.to[p.i], d = Math.max(b - a, .1);
  if (V.closed.delete(t.pid)) layout();
  if (zoom || a < V.from || b > V.to || d < (V.to - V.from) / 400) {
    const w = zoom ? d * 1.6 : Math.min(Math.max(d * 8, (V.to - V.from) / 400), Math.max(V.to - V.from, d * 1.6)), mid = (a + b) / 2;
    V.from = mid - w / 2; V.to = mid + w / 2;
  }
  if (t.y < V.top || t.y + ROW > V.top + H - RULER) V.top = t.y - (H - RULER) / 2;
  draw();
}

function zoom(factor, x) {
  const at = x === undefined ? (V.from + V.to) / 2 : T(x);
  V.from = at - (at - V.from) * factor; V.to = at + (V.to - at) * factor;
  clampView(); draw();
}
function pan(part) { const d = (V.to - V.from) * part; V.from += d; V.to += d; clampView(); draw(); }
function fit() { const pad = (M.to - M.from) * .005; V.from = M.from - pad; V.to = M.to + pad; V.top = 0; draw(); }

// ---- Tables.

function range() { return $('visible').checked ? [V.from, V.to] : [-Infinity, Infinity]; }

function threadRows() {
  const [lo, hi] = range(), rows = [], run = M.kindOf.get('running'), ready = M.kindOf.get('ready');
  for (const t of M.tracks.values()) {
    if (t.pid !== PY || !t.from.length) continue;
    const sums = new Map();
    let n = 0;
    for (let i = t.at(lo); i < t.from.length && t.from[i] < hi; i++) {
      const d = Math.min(t.to[i], hi) - Math.max(t.from[i], lo);
      sums.set(t.kind[i], (sums.get(t.kind[i]) || 0) + d);
      if (t.kind[i] === run) n++;
    }
    let wait = 0, most = '', mostD = 0, total = 0;
    for (const [k, d] of sums) {
      total += d;
      if (k === run || k === ready) continue;
      wait += d;
      if (d > mostD) { mostD = d; most = M.kinds[k]; }
    }
    if (total) rows.push({ t, run: sums.get(run) || 0, ready: sums.get(ready) || 0, wait, most, mostD, n, total, sums });
  }
  return rows;
}

function waitRows(onlyLocks) {
  const [lo, hi] = range(), by = new Map();
  for (const t of M.tracks.values()) {
    if (t.pid !== PY) continue;
    for (let i = t.at(lo); i < t.from.length && t.from[i] < hi; i++) {
      const name = M.kinds[t.kind[i]];
      if (name === 'running' || name === 'ready' || onlyLocks && !lockKinds.has(name)) continue;
      const a = t.args[i] || {}, what = onlyLocks ? a.for || name : name, key = what === name ? name + (a.at || '') : what;
      let r = by.get(key);
      if (!r) by.set(key, r = { what, name, n: 0, sum: 0, max: 0, at: new Map(), threads: new Set(), holders: new Map() });
      const d = Math.min(t.to[i], hi) - Math.max(t.from[i], lo);
      r.n++; r.sum += d; r.threads.add(t.tid);
      if (a.at) r.at.set(a.at, (r.at.get(a.at) || 0) + d);
      if (a.holder) r.holders.set(a.holder, (r.holders.get(a.holder) || 0) + d);
      if (d >= r.max) { r.max = d; r.pick = { track: t, i }; }
    }
  }
  return [...by.values()];
}

const topOf = m => [...m.entries()].sort((a, b) => b[1] - a[1]).map(e => e[0]);

function setTab(name) {
  V.tab = name;
  for (const b of document.querySelectorAll('nav button')) b.classList.toggle('on', b.dataset.tab === name);
}

// grid makes a table: columns are [title, number?, key of sorting, html of a row].
function grid(cols, rows, initial, act) {
  const s = V.sort[V.tab] || (V.sort[V.tab] = { col: initial, down: true });
  const key = cols[s.col][2];
  rows.sort((a, b) => { const x = key(a), y = key(b); return (x < y ? -1 : x > y ? 1 : 0) * (s.down ? -1 : 1); });
  const shown = rows.slice(0, 500);
  let h = '<table><thead><tr>' + cols.map((c, i) => `<th class="${c[1] ? 'n' : ''} ${i === s.col ? (s.down ? 'by' : 'up') : ''}" data-col="${i}">${c[0]}</th>`).join('') + '</tr></thead><tbody>';
  shown.forEach((r, k) => { h += `<tr data-k="${k}">` + cols.map(c => `<td class="${c[1] ? 'n' : ''}">${c[3](r)}</td>`).join('') + '</tr>'; });
  h += '</tbody></table>';
  if (rows.length > shown.length) h += `<div class="empty">and ${rows.length - shown.length} more</div>`;
  const box = $('table');
  box.innerHTML = h;
  for (const th of box.querySelectorAll('th')) th.onclick = () => { const c = +th.dataset.col; s.down = s.col === c ? !s.down : !!cols[c][1]; s.col = c; tables(); };
  for (const tr of box.querySelectorAll('tbody tr')) tr.onclick = () => act(shown[+tr.dataset.k]);
}

const percent = (d, total) => total ? `<small>${(100 * d / total).toFixed(d && d < total * .01 ? 1 : 0)}%</small>` : '';

function tables() {
  const box = $('table');
  if (V.tab === 'threads') {
    grid([
      ['Thread', false, r => r.t.order, r => `<i style="background:${r.t.color}"></i>${esc(r.t.name)}`],
      ['', false, r => r.run / r.total, r => '<div class="bar">' + [...r.sums].sort((a, b) => rank(a[0]) - rank(b[0])).map(([k, d]) => `<span title="${esc(M.kinds[k])} ${span(d)}" style="width:${100 * d / r.total}%;background:${palette[M.kinds[k]] || '#8a97a5'}"></span>`).join('') + '</div>'],
      ['Running', true, r => r.run, r => span(r.run) + percent(r.run, r.total)],
      ['Ready', true, r => r.ready, r => span(r.ready) + percent(r.ready, r.total)],
      ['Waiting', true, r => r.wait, r => span(r.wait) + percent(r.wait, r.total)],
      ['mostly for', false, r => r.most, r => r.most ? `<i style="background:${palette[r.most] || '#8a97a5'}"></i>${esc(r.most)}<small>${span(r.mostD)}</small>` : ''],
      ['Turns', true, r => r.n, r => r.n],
      ['Alive', true, r => r.total, r => span(r.total)],
    ], threadRows(), 2, r => { const first = r.t.at(range()[0]); if (first < r.t.from.length) { select({ track: r.t, i: first }, false); reveal({ track: r.t, i: first }); } });
  } else if (V.tab === 'locks' || V.tab === 'waits') {
    const locks = V.tab === 'locks', rows = waitRows(locks);
    if (!rows.length) { box.innerHTML = '<div class="empty">No thread waited' + (locks ? ' for a lock, a queue or the like.' : '.') + '</div>'; return; }
    grid([
      ['What', false, r => r.what, r => `<i style="background:${palette[r.name] || '#8a97a5'}"></i>${esc(r.what)}`],
      ['Waits', true, r => r.n, r => r.n],
      ['Waited in all', true, r => r.sum, r => span(r.sum)],
      ['on average', true, r => r.sum / r.n, r => span(r.sum / r.n)],
      ['at most', true, r => r.max, r => span(r.max)],
      ['Threads', true, r => r.threads.size, r => r.threads.size],
      ['Place', false, r => topOf(r.at)[0] || '', r => { const l = topOf(r.at); return esc(l[0] || '') + (l.length > 1 ? `<small>and ${l.length - 1} more</small>` : ''); }],
      ['Held by', false, r => topOf(r.holders)[0] || '', r => { const l = topOf(r.holders); return esc(l[0] || '') + (l.length > 1 ? `<small>and ${l.length - 1} more</small>` : ''); }],
    ], rows, 2, r => { select(r.pick, false); reveal(r.pick); });
  } else {
    if (!V.pick) { box.innerHTML = '<div class="empty">Click a piece of a track.</div>'; return; }
    const p = V.pick;
    let h = `<dl class="facts"><dt>${p.track.pid === PY ? 'Python thread' : 'track'}</dt><dd><b>${esc(p.track.name)}</b></dd><dt>does</dt><dd>${title(p)}</dd>`;
    for (const f of facts(p)) h += `<dt>${f[0]}</dt><dd>${esc(f[1])}</dd>`;
    p.arrows.slice(0, 40).forEach((a, k) => {
      const inn = a.to === p.track.key, other = M.tracks.get(inn ? a.by : a.to);
      if (other) h += `<dt>${inn ? (a.name === 'start' ? 'started by' : 'woken by') : (a.name === 'start' ? 'starts' : a.name === 'GIL' ? 'hands the GIL to' : 'wakes')}</dt><dd><a data-k="${k}">${esc(other.name)}</a> at ${moment(inn ? a.at : a.then, .001)}, ${span(a.then - a.at)} before it runs</dd>`;
    });
    box.innerHTML = h + '</dl>';
    for (const l of box.querySelectorAll('a')) l.onclick = () => {
      const a = p.arrows[+l.dataset.k], inn = a.to === p.track.key, t = M.tracks.get(inn ? a.by : a.to), at = inn ? a.at : a.then;
      const i = Math.min(t.at(at), t.from.length - 1);
      if (i >= 0) { select({ track: t, i }); reveal({ track: t, i }); }
    };
  }
}
const rank = k => { const n = M.kinds[k]; return n === 'running' ? 0 : n === 'ready' ? 1 : n === 'GIL' ? 2 : 3 + k; };

// ---- Search.

function search(text) {
  V.query = text.trim().toLowerCase();
  V.hits = []; V.hit = -1;
  if (V.query) {
    for (const r of V.rows) if (r.track) {
      const t = r.track;
      if (t.name.toLowerCase().includes(V.query)) { if (t.from.length) V.hits.push({ track: t, i: 0 }); continue; }
      for (let i = 0; i < t.from.length && V.hits.length < 100000; i++) if (matches(t, i)) V.hits.push({ track: t, i });
    }
    V.hits.sort((a, b) => a.track.from[a.i] - b.track.from[b.i]);
  }
  $('found').textContent = V.query ? (V.hits.length ? V.hits.length + ' found' : 'nothing') : '';
  draw();
}
function next(d) {
  if (!V.hits.length) return;
  V.hit = (V.hit + d + V.hits.length) % V.hits.length;
  $('found').textContent = (V.hit + 1) + ' / ' + V.hits.length;
  const p = V.hits[V.hit];
  select({ track: p.track, i: p.i }, false); reveal(p);
}

// ---- Events.

function listen() {
  const c = tracksCanvas;
  let drag = null;
  c.addEventListener('wheel', e => {
    e.preventDefault();
    const r = c.getBoundingClientRect(), x = e.clientX - r.left;
    if (x < NAMES) { V.top += e.deltaY; draw(); }
    else if (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) pan((e.deltaX || e.deltaY) / (W - NAMES));
    else zoom(Math.exp(Math.max(-1, Math.min(1, e.deltaY / 300))), x);
  }, { passive: false });
  c.addEventListener('pointerdown', e => {
    const r = c.getBoundingClientRect();
    c.setPointerCapture(e.pointerId); c.focus();
    drag = { x: e.clientX, y: e.clientY, from: V.from, to: V.to, top: V.top, moved: false, band: e.shiftKey, left: r.left };
  });
  c.addEventListener('pointermove', e => {
    const r = c.getBoundingClientRect(), x = e.clientX - r.left, y = e.clientY - r.top;
    V.mouse = { x, y };
    if (drag) {
      const dx = e.clientX - drag.x;
      if (Math.abs(dx) + Math.abs(e.clientY - drag.y) > 4) drag.moved = true;
      if (drag.moved && drag.band) V.band = [Math.max(drag.x - drag.left, NAMES), Math.max(x, NAMES)];
      else if (drag.moved) {
        const d = dx / (W - NAMES) * (drag.to - drag.from);
        V.from = drag.from - d; V.to = drag.to - d; V.top = drag.top - (e.clientY - drag.y);
        c.style.cursor = 'grabbing';
      }
      showTip(null);
    } else {
      V.hover = sliceAt(x, y);
      showTip(V.hover, e.clientX, e.clientY);
      c.style.cursor = V.hover || x < NAMES && rowAt(y) ? 'pointer' : 'default';
    }
    draw();
  });
  c.addEventListener('pointerup', e => {
    const r = c.getBoundingClientRect(), x = e.clientX - r.left, y = e.clientY - r.top;
    if (drag && !drag.moved) {
      const row = rowAt(y);
      if (row && row.head !== undefined) { if (!V.closed.delete(row.pid)) V.closed.add(row.pid); layout(); }
      else select(sliceAt(x, y));
    } else if (drag && drag.band && V.band) {
      const a = T(Math.min(...V.band)), b = T(Math.max(...V.band));
      if (b > a) { V.from = a; V.to = b; }
    }
    drag = null; V.band = null; c.style.cursor = 'default';
    draw();
  });
  c.addEventListener('pointerleave', () => { V.mouse = V.hover = null; showTip(null); draw(); });
  let mapDrag = false;
  const mapTo = e => {
    const t = M.from + (e.clientX - NAMES) / (W - NAMES - 10) * (M.to - M.from), w = V.to - V.from;
    V.from = t - w / 2; V.to = t + w / 2; clampView(); draw();
  };
  mapCanvas.addEventListener('pointerdown', e => { mapDrag = true; mapCanvas.setPointerCapture(e.pointerId); mapTo(e); });
  mapCanvas.addEventListener('pointermove', e => { if (mapDrag) mapTo(e); });
  mapCanvas.addEventListener('pointerup', () => { mapDrag = false; });
  $('grip').addEventListener('pointerdown', e => {
    e.preventDefault();
    const move = m => { $('panel').style.height = Math.max(60, Math.min(innerHeight - 220, innerHeight - m.clientY)) + 'px'; resize(); };
    const up = () => { removeEventListener('pointermove', move); removeEventListener('pointerup', up); };
    addEventListener('pointermove', move); addEventListener('pointerup', up);
  });
  for (const b of document.querySelectorAll('nav button')) b.onclick = () => { setTab(b.dataset.tab); tables(); };
  $('fit').onclick = fit;
  $('in').onclick = () => zoom(.6);
  $('out').onclick = () => zoom(1 / .6);
  $('arrows').onchange = draw;
  $('visible').onchange = tables;
  $('help').onclick = () => { $('keys').hidden = false; };
  $('keys').onclick = () => { $('keys').hidden = true; };
  $('find').oninput = e => search(e.target.value);
  $('find').onkeydown = e => {
    if (e.key === 'Enter') { next(e.shiftKey ? -1 : 1); e.preventDefault(); }
    if (e.key === 'Escape') { e.target.value = ''; search(''); e.target.blur(); }
    e.stopPropagation();
  };
  addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.tagName === 'INPUT' && e.target.type === 'search') return;
    const acts = {
      w: () => zoom(.7, V.mouse && V.mouse.x > NAMES ? V.mouse.x : undefined), s: () => zoom(1 / .7, V.mouse && V.mouse.x > NAMES ? V.mouse.x : undefined),
      '+': () => zoom(.7), '=': () => zoom(.7), '-': () => zoom(1 / .7), a: () => pan(-.15), d: () => pan(.15), ArrowLeft: () => pan(-.15), ArrowRight: () => pan(.15),
      ArrowUp: () => { V.top -= 60; draw(); }, ArrowDown: () => { V.top += 60; draw(); }, '0': fit, n: () => next(1), p: () => next(-1),
      f: () => V.pick && reveal(V.pick, true), '/': () => $('find').focus(), '?': () => { $('keys').hidden = !$('keys').hidden; },
      Escape: () => { $('keys').hidden = true; $('find').value = ''; search(''); select(null); },
    };
    const f = acts[e.key];
    if (f) { f(); e.preventDefault(); }
  });
  addEventListener('resize', resize);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', resize);
}

function note(text, bad) {
  const d = document.createElement('div');
  d.textContent = text;
  if (bad) d.className = 'bad';
  $('notes').append(d);
}

async function main() {
  let reply;
  try {
    reply = await fetch('trace.json');
    if (!reply.ok) throw new Error(await reply.text());
    const data = JSON.parse(await reply.text());
    load(Array.isArray(data) ? data : data.traceEvents || []);
  } catch (err) {
    note('The trace cannot be read: ' + err.message, true);
    document.body.dataset.state = 'failed';
    return;
  }
  const cut = reply.headers.get('Weft-Cut');
  if (cut) note(cut);
  else if (reply.headers.get('Weft-Broken')) note('The file breaks off: its recording was not ended in good order. What is striped at its end was still going on.');
  if (M.end && M.end.events_beyond_limit) note(`The file had reached its limit: what happened after ${span(M.end.end_us)} of ${span(M.end.length_us)} is not in it (weft -X trace_limit=MB).`);
  else if (M.end && M.end.dropped_records) note(`The recording has gaps, ${span(M.end.paused_us || 0)} of ${span(M.end.length_us)}: more happened than is recorded. They are shaded.`);
  const name = decodeURIComponent(reply.headers.get('Weft-File') || '');
  document.title = name + ' - weft view';
  const py = [...M.tracks.values()].filter(t => t.pid === PY && t.from.length).length, os = [...M.tracks.values()].filter(t => t.pid === OS && t.from.length).length;
  $('what').textContent = `${name}  ·  ${M.label}  ·  ${span(M.to - M.from)}, ${py} Python thread${py === 1 ? '' : 's'} on ${os} OS thread${os === 1 ? '' : 's'}`;
  $('legend').innerHTML = groups.filter(g => [...M.kindOf.keys()].some(k => palette[k] === palette[g[0]])).map(g => `<span><i style="background:${palette[g[0]]}"></i>${g[1]}</span>`).join('');
  computeDensity();
  layout();
  listen();
  const h = /^#([\d.]+)-([\d.]+)(?:,(\w+))?$/.exec(location.hash); // #from-to in milliseconds, and perhaps a tab
  if (h && +h[2] > +h[1]) { V.from = +h[1] * 1e3; V.to = +h[2] * 1e3; if (h[3]) setTab(h[3]); } else fit();
  resize();
  tables();
  paint();
  document.body.dataset.state = 'ready';
}
main();

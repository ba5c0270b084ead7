"use strict";
// The pages: what is shown, for which group, in which language, light or dark.

const main = document.getElementById("main");
const tip = document.getElementById("tip");
const picked = {};

function inGroup(block, figure) {
  const code = figure.columns.indexOf("group_code");
  const value = figure.columns.indexOf("group_value");
  if (code < 0 || block.every_group) return { rows: figure.rows, isSplit: false };
  const [wantedCode, wantedValue] = store.groups[view.group] || ["all", "all"];
  return { isSplit: true, rows: figure.rows.filter((row) => row[code] === wantedCode && row[value] === wantedValue) };
}

function state(block, figure) {
  const line = element("p", { class: "state" });
  if (block.none && !figure.is_absent) line.textContent = told(block.none);
  else if (figure.needs) line.append(`${word("empty")}. ${word("switch_on")}: `, element("code", { text: figure.needs }));
  else if (figure.is_absent) line.append(`${word("absent")} `, element("code", { text: block.mart }), ".");
  else line.textContent = `${word("empty")}.`;
  return line;
}

function picker(block, figure, rows, redraw) {
  const place = figure.columns.indexOf(block.pick);
  const values = [...new Set(rows.map((row) => row[place]))];
  if (!values.includes(picked[block.id])) picked[block.id] = values[0];
  const select = element("select", { "aria-label": `${told(block.title)}: ${label(block.pick)}`, "data-pick": block.id,
    on: { change: (event) => { picked[block.id] = values[event.target.selectedIndex]; redraw(); } } });
  values.forEach((value) => select.append(element("option", { text: shown(block.pick, value) })));
  select.selectedIndex = values.indexOf(picked[block.id]);
  return { place, control: element("label", {}, `${label(block.pick)} `, select) };
}

function blockOf(block) {
  const figure = store.blocks[block.id];
  const head = element("div", { class: "head" }, element("h3", { text: told(block.title) }));
  const isWide = block.size ? block.size === "wide" : block.kind !== "chart";
  const made = element("section", { class: `block${isWide ? " wide" : ""}${block.kind === "table" ? " long" : ""}`, "data-block": block.id, "aria-label": told(block.title) }, head);
  if (block.note) made.append(element("p", { class: "note", text: told(block.note) }));
  if (!figure.rows.length) { made.append(state(block, figure)); return made; }
  const { rows, isSplit } = inGroup(block, figure);
  if (!isSplit && view.group > 0 && !block.every_group) head.append(element("span", { class: "scope", text: word("all_groups") }));
  if (!rows.length) { made.append(element("p", { class: "state", text: `${word("no_group")}.` })); return made; }
  const body = element("div");
  const fill = () => { body.replaceChildren(); fillBody(block, figure, rows, pick, body); };
  const pick = block.pick ? picker(block, figure, rows, fill) : null;
  if (pick) head.append(pick.control);
  made.append(body);
  fill();
  return made;
}

function fillBody(block, figure, rows, pick, body) {
  const some = pick ? rows.filter((row) => row[pick.place] === picked[block.id]) : rows;
  if (block.kind === "tiles") body.append(tiles(block, figure, some));
  else if (block.kind === "table") body.append(table(block, figure, some));
  else {
    const host = element("div", { class: "chart", role: "img", "aria-label": `${told(block.title)}. ${told(block.note)}` });
    const figures = element("details", {}, element("summary", { text: `${word("data_of")} (${number(some.length, 0)} ${word("rows")})` }));
    figures.addEventListener("toggle", () => { if (figures.children.length < 2) figures.append(table(block, figure, some)); });
    body.append(host, figures);
    waiting.push(() => draw(host, block, figure, some));
    if (host.isConnected) drawWaiting();
  }
}

let waiting = [];
function drawWaiting() {
  const ready = waiting;
  waiting = [];
  return Promise.all(ready.map((one) => one()));
}

function definitionsPage() {
  const made = element("section", { class: "block wide", "aria-label": word("definition") }, element("h3", { text: word("definition") }));
  const seen = new Set();
  for (const block of store.pages.flatMap((page) => page.blocks)) {
    const known = store.blocks[block.id].columns.filter((name) => definition(block, name) && !seen.has(`${block.mart}.${name}`));
    if (!known.length) continue;
    const list = element("dl", { class: "terms" });
    known.forEach((name) => {
      seen.add(`${block.mart}.${name}`);
      list.append(element("dt", { text: label(name) }), element("dd", { text: definition(block, name) }));
    });
    made.append(element("h4", { text: block.mart }), element("p", { class: "note", text: (store.definitions[block.mart] || {})[""] || "" }), list);
  }
  return made;
}

const pageNames = () => [...store.pages.map((page) => [page.id, told(page.title)]), ["definitions", word("definitions")]];

function pageOf(id) {
  const title = pageNames().find(([name]) => name === id)[1];
  const page = store.pages.find((one) => one.id === id);
  const made = element("div", { class: "page", id: `page-${id}` }, element("h2", { text: title }));
  made.append(...(page ? page.blocks.map(blockOf) : [definitionsPage()]));
  return made;
}

function show() {
  hideTip();
  const names = pageNames();
  const wanted = location.hash.slice(1);
  view.page = names.some(([name]) => name === wanted) ? wanted : names[0][0];
  document.getElementById("nav").replaceChildren(...names.map(([name, title]) =>
    element("a", { href: `#${name}`, text: title, "aria-current": name === view.page ? "page" : null })));
  const page = pageOf(view.page);
  page.classList.add("shown");
  main.replaceChildren(page);
  document.documentElement.removeAttribute("data-ready");
  return drawWaiting().then(() => {
    document.documentElement.setAttribute("data-ready", view.page);
    performance.mark("ready");
  });
}

function everyPage() {
  waiting = [];
  main.replaceChildren(...pageNames().map(([name]) => pageOf(name)));
  main.querySelectorAll(".page").forEach((page) => page.classList.add("shown"));
  return drawWaiting();
}

function dress() {
  document.documentElement.dataset.theme = view.theme;
  document.documentElement.lang = view.language === "zh" ? "zh-CN" : "en";
  document.querySelectorAll("[data-word]").forEach((one) => { one.textContent = word(one.dataset.word); });
  const { as_of_date: day, version_number: version, published_at: at } = store.publication;
  const stamp = document.getElementById("stamp");
  stamp.title = `${word("published")} ${shown("published_at", at)}`;
  stamp.textContent = `${word("title")} · ${word("as_of")} ${shown("as_of_date", day)} · ${word("version")} ${shown("version_number", version)}`;
  document.title = `Perennial · ${word("title")} · ${shown("as_of_date", day)}`;
  const select = document.getElementById("group");
  const groups = store.groups.length ? store.groups : [["all", "all"]];
  select.replaceChildren(...groups.map(([code, value]) =>
    element("option", { text: code === "all" ? word("all_customers") : `${named(code)}: ${value}` })));
  select.selectedIndex = view.group;
}

function hideTip() { tip.hidden = true; }
function showTip(event) {
  const term = event.target.closest ? event.target.closest("[data-def]") : null;
  if (!term) { hideTip(); return; }
  tip.replaceChildren(term.dataset.def, element("small", { text: `${term.dataset.source} · ${word("as_of")} ${shown("as_of_date", store.publication.as_of_date)}` }));
  tip.hidden = false;
  const place = term.getBoundingClientRect();
  const left = Math.max(8, Math.min(place.left, innerWidth - tip.offsetWidth - 8));
  const below = place.bottom + 6;
  tip.style.left = `${left}px`;
  tip.style.top = `${below + tip.offsetHeight > innerHeight ? Math.max(8, place.top - tip.offsetHeight - 6) : below}px`;
}

function start() {
  view.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  view.language = (navigator.language || "en").startsWith("zh") ? "zh" : "en";
  const again = () => { dress(); return show(); };
  document.getElementById("group").addEventListener("change", (event) => { view.group = event.target.selectedIndex; show(); });
  document.getElementById("language").addEventListener("click", () => { view.language = view.language === "en" ? "zh" : "en"; again(); });
  document.getElementById("theme").addEventListener("click", () => { view.theme = view.theme === "light" ? "dark" : "light"; again(); });
  document.getElementById("print").addEventListener("click", () => everyPage().then(() => { window.print(); show(); }));
  addEventListener("hashchange", () => { show(); scrollTo(0, 0); });
  for (const event of ["mouseover", "focusin"]) document.addEventListener(event, showTip);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });
  addEventListener("scroll", hideTip, { passive: true });
  again();
}

start();

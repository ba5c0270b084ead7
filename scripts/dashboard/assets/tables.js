"use strict";
// Rows of a block as tiles, or as a table that sorts, filters and saves itself as CSV.

const STEP = 100;
const NUMBERED = /^[=+\-@\t\r]/;

function columnsShown(figure, block) {
  const hidden = block.every_group ? [block.pick] : ["group_code", "group_value", block.pick];
  return figure.columns.map((name, place) => ({ name, place })).filter((one) => !hidden.includes(one.name));
}

function tiles(block, figure, rows) {
  const list = element("dl", { class: "tiles" });
  for (const { name, place } of columnsShown(figure, block)) {
    const value = shown(name, rows[0][place]).replace(/[.,]00$/, "");
    list.append(element("div", { class: "tile" }, term(block, name, "dt"),
      element("dd", { text: value, "data-figure": `${block.id}.${name}` })));
  }
  return list;
}

function cell(name, value) {
  const text = shown(name, value);
  if (ends(name, "tier_code") && value !== null) {
    return element("td", {}, element("span", { class: "tier", "data-tier": value, text }));
  }
  const kind = isNumber(name) ? "number" : isDay(name) ? "day" : isWords(name) ? "words" : "";
  return element("td", { class: kind, text });
}

function compare(one, other) {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  if (typeof one === "string") return one.localeCompare(other, undefined, { numeric: true });
  return one < other ? -1 : 1;
}

function sorted(rows, place, isDown) {
  const known = rows.filter((row) => row[place] !== null);
  const absent = rows.filter((row) => row[place] === null);
  known.sort((one, other) => compare(one[place], other[place]) * (isDown ? -1 : 1));
  return [...known, ...absent];
}

// Text that a spreadsheet would take for a formula is marked as text.
function field(value) {
  if (value === null) return "";
  const text = typeof value === "string" && NUMBERED.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function asCsv(columns, rows) {
  const lines = [columns.map((one) => one.name), ...rows.map((row) => columns.map((one) => row[one.place]))];
  return lines.map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
}

function save(name, text) {
  const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
  element("a", { href: address, download: `${name}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function table(block, figure, rows) {
  const columns = columnsShown(figure, block);
  const state = { rows, place: null, isDown: false, count: STEP, search: "" };
  const body = element("tbody");
  const count = element("span");
  const more = element("button", { type: "button", text: word("more") });
  const heads = columns.map((one) => {
    const name = term(block, one.name, "button");
    name.setAttribute("type", "button");
    const head = element("th", { scope: "col", class: isNumber(one.name) ? "number" : "" }, name);
    name.addEventListener("click", () => sortBy(one, head));
    return head;
  });

  function sortBy(one, head) {
    const again = state.place === one.place;
    state.isDown = again ? !state.isDown : isNumber(one.name);
    state.place = one.place;
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", state.isDown ? "descending" : "ascending");
    draw();
  }

  function chosen() {
    const wanted = state.search.toLowerCase();
    const hits = !wanted ? rows : rows.filter((row) =>
      columns.some((one) => shown(one.name, row[one.place]).toLowerCase().includes(wanted)));
    return state.place === null ? hits : sorted(hits, state.place, state.isDown);
  }

  function draw() {
    const hits = chosen();
    const some = hits.slice(0, state.count);
    body.replaceChildren(...some.map((row) =>
      element("tr", {}, ...columns.map((one) => cell(one.name, row[one.place])))));
    count.textContent = `${number(some.length, 0)} ${word("of")} ${number(hits.length, 0)} ${word("rows")}`;
    more.hidden = some.length === hits.length;
  }

  more.addEventListener("click", () => { state.count = rows.length; draw(); });
  const search = element("input", { type: "search", placeholder: word("search"), "aria-label": word("search"),
    on: { input: (event) => { state.search = event.target.value; draw(); } } });
  const csv = element("button", { type: "button", text: word("export"), "data-csv": block.id,
    on: { click: () => save(block.id, asCsv(columns, chosen())) } });
  const tools = element("div", { class: "tools" }, ...(rows.length > 8 ? [search] : []), csv, count, more);
  draw();
  return element("div", {}, tools, element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": told(block.title) },
    element("table", { "data-block": block.id }, element("caption", { text: told(block.title) }),
      element("thead", {}, element("tr", {}, ...heads)), body)));
}

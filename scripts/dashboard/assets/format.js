"use strict";
// What a value looks like: its column's name promises what it is. Absent is a dash, never 0.

const store = JSON.parse(document.getElementById("data").textContent);
const view = { language: "en", theme: "light", group: 0, page: "" };

const word = (key) => (store.labels.words[key] || { en: key, zh: key })[view.language];
const told = (words) => (words ? words[view.language] : "");

function readable(name) {
  const text = String(name).replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function label(column) {
  const known = store.labels.columns[column];
  const bare = column.replace(/_(code|amount|rate|ratio|count|number|date|days|share)$/, "");
  return known ? known[view.language] : readable(bare.replace(/^is_/, ""));
}

function named(value) {
  const known = [store.labels.values, store.labels.columns].find((one) => Object.hasOwn(one, value));
  return known ? known[value][view.language] : readable(value);
}

const ends = (column, ...endings) => endings.some((ending) => column.endsWith(ending));
const isShare = (column) => ends(column, "_rate", "_share");
const isMonth = (column) => ends(column, "_month");
const isDay = (column) => ends(column, "_date", "_month", "_at");
const isCode = (column) => ends(column, "_code") && !ends(column, "_hash_code", "_revision_code", "_cell_code", "parameter_code");
const isWords = (column) => ends(column, "_text", "_response", "content", "remedy", "_columns", "_names");
const isNumber = (column) =>
  column === "customers" || column === "parameter_value" ||
  ends(column, "_rate", "_share", "_ratio", "_amount", "_count", "_customers", "_orders", "_number", "_score", "_days");

function number(value, most, least = 0) {
  const locale = view.language === "zh" ? "zh-CN" : "en-GB";
  return new Intl.NumberFormat(locale, {
    maximumFractionDigits: most, minimumFractionDigits: least,
  }).format(value);
}

function shown(column, value) {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return word(value ? "yes" : "no");
  if (isMonth(column)) return String(value).slice(0, 7);
  if (ends(column, "_hash_code", "_revision_code")) return String(value).slice(0, 10);
  if (isCode(column)) return named(value);
  if (column === "group_value" && value === "all") return word("all_customers");
  if (typeof value !== "number") return String(value);
  if (column === "p_value_rate" || column === "parameter_value") return number(value, 4, 4);
  if (isShare(column)) return `${number(100 * value, 1, 1)} %`;
  if (ends(column, "_ratio")) return number(value, 3, 3);
  if (ends(column, "_amount")) return number(value, 2, 2);
  return number(value, 1);
}

// A definition of the glossary ends with a line in Chinese.
function definition(block, column) {
  const known = store.labels.definitions[column];
  const text = (store.definitions[block.mart] || {})[column] || (known ? known.en : "");
  const chinese = text.match(/中文：([^。]*。)/);
  if (view.language === "zh" && (chinese || known)) return chinese ? chinese[1] : known.zh;
  return text.replace(/\s*中文：[^。]*。/, "");
}

function element(tag, options = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (name === "text") made.textContent = value;
    else if (name === "on") Object.entries(value).forEach(([event, act]) => made.addEventListener(event, act));
    else if (value !== "" && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// A name with its definition a hover, a focus or a tap away.
function term(block, column, tag = "span") {
  const text = definition(block, column);
  const options = { text: label(column) };
  if (text) {
    Object.assign(options, { "data-def": text, "data-source": `${block.mart}.${column}` });
    options.tabindex = "0";
    options["aria-describedby"] = "tip";
  }
  return element(tag, options);
}

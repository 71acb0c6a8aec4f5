/* The directory with JavaScript: filters apply at once, sheets on a phone, "near me". Without it the form does it all. */

const root = document.querySelector("[data-directory]");
const form = document.getElementById("filters");
const ROOMS = ["(width >= 60rem)", "(width >= 72rem)"]; // from where filters, and the map, fit beside the list
const settings = JSON.parse(document.getElementById("map-settings").textContent);
const { htmx } = window;

let sheet = null; // the open sheet and what opened it
let opener = null;

document.documentElement.classList.add("has-js");

/* ---- Going to another state ---- */

function address(params) {
  const text = params.toString();
  return text ? `${form.action}?${text}` : form.action;
}

function go(params) {
  htmx.ajax("GET", address(params), { target: "#results", swap: "outerHTML", source: form });
}

window.addEventListener("directory:go", (event) => {
  if (event.detail.closeSheet) {
    closeSheet();
  }
  go(event.detail.params);
});

/* When the part cannot be had, the whole page may: nothing the visitor chose is lost. */
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(failure, (event) => {
    const path = event.detail.pathInfo ? event.detail.pathInfo.finalRequestPath : "";
    if (failure === "htmx:responseError" && path) {
      window.location.assign(path);
    }
  });
}

/* ---- What stays as it was when the filters are replaced ---- */

const opened = new Map();

/* Only what the visitor folds is remembered; the server decides the rest. */
document.addEventListener("click", (event) => {
  const summary = event.target.closest("#facets summary, #map-summary summary");
  if (summary) {
    opened.set(summary.parentElement.id, !summary.parentElement.open);
  }
});

function restoreFolds() {
  for (const [id, isOpen] of opened) {
    const element = document.getElementById(id);
    if (element) {
      element.open = isOpen;
    }
  }
}

function foldList() {
  const list = document.querySelector("[data-folded-by-script]");
  if (list && !opened.has(list.id)) {
    list.open = false;
  }
}

function showScripted() {
  for (const button of document.querySelectorAll("[data-near-me]")) {
    button.hidden = !navigator.geolocation;
  }
  foldList();
  restoreFolds();
}

/* The search band is outside what is replaced: it must keep the filters that are on now. */
function carryFilters(event) {
  const band = event.target;
  if (!band.matches('form[role="search"]')) {
    return;
  }
  for (const field of band.querySelectorAll('input[type="hidden"]')) {
    field.remove();
  }
  for (const [name, value] of new URLSearchParams(window.location.search)) {
    if (!["q", "plaats", "pagina"].includes(name)) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      band.append(field);
    }
  }
  for (const field of band.querySelectorAll('input[name="plaats"]')) {
    field.disabled = !field.value.trim();
  }
}

document.addEventListener("submit", carryFilters);
document.body.addEventListener("htmx:afterSettle", (event) => {
  showScripted();
  // A chip or page link that was used is gone now; its focus goes to the heading, not to the top of the page.
  if (event.detail.target.id === "results" && document.activeElement === document.body && !sheet) {
    document.getElementById("results-title").focus({ preventScroll: true });
  }
});

/* ---- Sheets on a phone ---- */

function openSheet(name, from) {
  sheet = document.querySelector(`[data-sheet="${name}"]`);
  opener = from;
  sheet.classList.add("is-open");
  document.documentElement.classList.add("has-sheet");
  setBehindInert(true);
  const back = sheet.querySelector("[data-close-sheet]");
  back.hidden = false;
  back.focus();
  if (name === "map") {
    window.dispatchEvent(new CustomEvent("directory:map-shown"));
  }
}

function closeSheet() {
  if (!sheet) {
    return;
  }
  sheet.classList.remove("is-open");
  sheet.querySelector("[data-close-sheet]").hidden = true;
  document.documentElement.classList.remove("has-sheet");
  setBehindInert(false);
  sheet = null;
  if (opener) {
    opener.focus();
  }
}

/* What the sheet covers can't be reached until it closes. */
function setBehindInert(isInert) {
  const inside = new Set();
  for (let element = sheet; element && element !== document.body; element = element.parentElement) {
    inside.add(element);
    for (const beside of element.parentElement.children) {
      if (!inside.has(beside) && beside.id !== "announcer" && beside.tagName !== "SCRIPT") {
        beside.inert = isInert;
      }
    }
  }
}

root.addEventListener("click", (event) => {
  const open = event.target.closest("[data-open-sheet]");
  if (open) {
    event.preventDefault();
    openSheet(open.dataset.openSheet, open);
  } else if (event.target.closest("[data-close-sheet]")) {
    closeSheet();
  } else if (event.target.closest("[data-apply]") && sheet) {
    event.preventDefault();
    closeSheet();
    document.getElementById("results-title").focus();
  } else if (event.target.closest("[data-near-me]")) {
    findNearMe();
  }
});

document.addEventListener("keydown", (event) => {
  if (sheet && event.key === "Escape" && !event.defaultPrevented) {
    closeSheet();
  }
});

for (const room of ROOMS) {
  window.matchMedia(room).addEventListener("change", closeSheet);
}

document.addEventListener("click", (event) => {
  for (const sort of document.querySelectorAll("[data-sort][open]")) {
    if (!sort.contains(event.target)) {
      sort.open = false;
    }
  }
});

/* ---- Near me: asked for on a click only, rounded here to about a kilometre ---- */

function findNearMe() {
  const status = document.querySelector("[data-near-me-status]");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const params = new URLSearchParams(window.location.search);
      params.set("nabij", `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`);
      params.set("sorteer", "afstand");
      params.delete("pagina");
      go(params);
    },
    () => {
      status.textContent = settings.words.locationRefused;
    },
    { maximumAge: 600000, timeout: 10000 },
  );
}

showScripted();

/* A place's coordinates in the CMS: search an address (combobox with listbox), click on a map, or type the numbers.
   The number fields are the truth; search and map only fill them in. */
(function () {
  "use strict";

  const WAIT_MS = 300;
  const SHORTEST_QUESTION = 3;
  const FAR_ZOOM = 11;
  const NEAR_ZOOM = 16;

  function field(id) {
    return document.getElementById(id);
  }

  function setValue(input, value) {
    if (!input) return;
    input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function LocationPicker(root) {
    this.root = root;
    this.config = JSON.parse(root.dataset.locationPicker);
    this.input = root.querySelector("input");
    this.list = root.querySelector("[role=listbox]");
    this.status = root.querySelector("[role=status]");
    this.latitude = field("id_latitude");
    this.longitude = field("id_longitude");
    this.answers = [];
    this.active = -1;
    this.lastQuestion = "";
    this.prepareInput();
    this.prepareMap();
  }

  LocationPicker.prototype.prepareInput = function () {
    const input = this.input;
    input.setAttribute("role", "combobox");
    input.setAttribute("autocomplete", "off");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", () => this.askLater());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(Array.from(this.list.children).indexOf(option));
    });
  };

  LocationPicker.prototype.askLater = function () {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  };

  LocationPicker.prototype.ask = async function () {
    const question = this.input.value.trim();
    this.lastQuestion = question;
    if (question.length < SHORTEST_QUESTION) {
      this.show([]);
      this.say("");
      return;
    }
    this.say(this.config.texts.searching);
    try {
      const url = this.config.geocodeUrl + "?" + new URLSearchParams({ q: question });
      const response = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!response.ok) throw new Error("status " + response.status);
      const answer = await response.json();
      if (question !== this.lastQuestion) return;
      this.show(answer.results);
      const texts = this.config.texts;
      this.say(answer.results.length ? texts.found.replace("%(count)s", answer.results.length) : texts.none);
    } catch (error) {
      this.show([]);
      this.say(this.config.texts.failed);
    }
  };

  LocationPicker.prototype.show = function (answers) {
    this.answers = answers;
    this.active = -1;
    this.list.replaceChildren(...answers.map((answer, index) => this.option(answer, index)));
    this.list.hidden = answers.length === 0;
    this.input.setAttribute("aria-expanded", String(answers.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  };

  LocationPicker.prototype.option = function (answer, index) {
    const option = document.createElement("li");
    option.id = this.list.id + "_" + index;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.textContent = answer.label;
    return option;
  };

  LocationPicker.prototype.onKey = function (event) {
    const isOpen = this.answers.length > 0;
    if (event.key === "ArrowDown" && isOpen) this.activate(this.active + 1);
    else if (event.key === "ArrowUp" && isOpen) this.activate(this.active - 1);
    else if (event.key === "Escape" && isOpen) this.close();
    else if (event.key === "Enter") {
      if (isOpen) this.choose(Math.max(this.active, 0));
      else this.ask();
    } else return;
    event.preventDefault();
  };

  LocationPicker.prototype.activate = function (index) {
    const count = this.answers.length;
    this.active = (index + count) % count;
    Array.from(this.list.children).forEach((option, position) => {
      option.setAttribute("aria-selected", String(position === this.active));
    });
    const option = this.list.children[this.active];
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  LocationPicker.prototype.choose = function (index) {
    const answer = this.answers[index];
    if (!answer) return;
    this.fill(answer.latitude, answer.longitude, answer.source);
    setValue(field("id_precision"), answer.precision);
    this.input.value = answer.label;
    this.close();
    this.say(this.config.texts.chosen);
  };

  LocationPicker.prototype.close = function () {
    this.show([]);
  };

  LocationPicker.prototype.say = function (text) {
    this.status.textContent = text;
  };

  LocationPicker.prototype.fill = function (latitude, longitude, source) {
    setValue(this.latitude, Number(latitude).toFixed(6));
    setValue(this.longitude, Number(longitude).toFixed(6));
    setValue(field("id_coordinate_source"), source);
    this.drawMarker(true);
  };

  LocationPicker.prototype.point = function () {
    const latitude = parseFloat(this.latitude.value.replace(",", "."));
    const longitude = parseFloat(this.longitude.value.replace(",", "."));
    const isPoint = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    return isPoint ? [latitude, longitude] : null;
  };

  LocationPicker.prototype.prepareMap = function () {
    if (!window.L) return;
    const element = this.root.querySelector(".location-picker__map");
    element.hidden = false;
    const start = this.point() || [this.config.latitude, this.config.longitude];
    this.map = window.L.map(element, { attributionControl: true, scrollWheelZoom: false });
    this.map.attributionControl.setPrefix(false);
    this.map.setView(start, this.point() ? NEAR_ZOOM : FAR_ZOOM);
    if (this.config.tilesUrl) {
      window.L.tileLayer(this.config.tilesUrl, { attribution: this.config.attribution, maxZoom: 19 }).addTo(this.map);
    }
    this.map.on("click", (event) => {
      this.fill(event.latlng.lat, event.latlng.lng, this.config.texts.byHand);
      setValue(field("id_precision"), "exact");
      this.say(this.config.texts.chosen);
    });
    [this.latitude, this.longitude].forEach((input) => input.addEventListener("input", () => this.drawMarker(true)));
    this.drawMarker(false);
    new ResizeObserver(() => this.map.invalidateSize()).observe(element);
  };

  LocationPicker.prototype.drawMarker = function (isMoved) {
    const point = this.point();
    if (!this.map || !point) return;
    if (!this.marker) {
      const icon = window.L.divIcon({ className: "location-picker__marker", iconSize: [22, 22] });
      const title = this.config.texts.marker;
      this.marker = window.L.marker(point, { icon: icon, title: title, alt: title, keyboard: false }).addTo(this.map);
    }
    this.marker.setLatLng(point);
    if (isMoved) this.map.setView(point, Math.max(this.map.getZoom(), NEAR_ZOOM));
  };

  function start() {
    document.querySelectorAll("[data-location-picker]").forEach((root) => {
      if (!root.dataset.isReady) {
        root.dataset.isReady = "true";
        new LocationPicker(root);
      }
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

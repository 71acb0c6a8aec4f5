/* The map beside the list. It asks the server for the markers of the query the list shows; the list works without it. */

import {
  bubbleOffsets,
  freeOffset,
  markerButton,
  nameBox,
  nameLabel,
  nameOffsets,
  popupContent,
} from "./map-markers.js";
import { addTiles, boundsOf, boxOf, drawOutlines, takenByFrame } from "./map-ground.js";

const MOVED_ENOUGH = 0.2;
const EDGE = [18, 18];
const { L } = window;
const frame = document.querySelector("[data-map]");
const settings = JSON.parse(document.getElementById("map-settings").textContent);
const status = document.querySelector("[data-map-status]");
const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function emptyIcon(element, offset) {
  const holder = document.createElement("div");
  holder.className = "map-marker-holder";
  holder.append(element);
  return L.divIcon({ className: "map-icon", html: holder, iconSize: [0, 0], iconAnchor: [-offset[0], -offset[1]] });
}

class DirectoryMap {
  constructor() {
    this.canvas = frame.querySelector("[data-map-canvas]");
    this.searchHere = frame.querySelector("[data-search-here]");
    this.region = frame.querySelector("[data-map-region]");
    frame.hidden = false;
    this.map = L.map(this.canvas, {
      minZoom: settings.minZoom,
      maxZoom: settings.maxZoom,
      zoomSnap: 0.25,
      zoomDelta: 1,
      zoomControl: false,
      attributionControl: false,
      zoomAnimation: !isCalm,
      fadeAnimation: !isCalm,
      markerZoomAnimation: !isCalm,
      inertia: !isCalm,
      scrollWheelZoom: false,
    });
    L.control.attribution({ prefix: false, position: "bottomright" }).addTo(this.map);
    L.control
      .zoom({ position: "bottomright", zoomInTitle: settings.words.zoomIn, zoomOutTitle: settings.words.zoomOut })
      .addTo(this.map);
    this.markerLayer = L.layerGroup().addTo(this.map);
    this.nameLayer = L.layerGroup().addTo(this.map);
    this.buttons = new Map();
    this.home = boundsOf(settings.names);
    this.showStart();
    addTiles(this.map, settings.tiles, frame);
    this.listen();
  }

  chosenBounds() {
    const chosen = new URLSearchParams(window.location.search).get("bbox");
    if (!chosen) {
      return null;
    }
    const [west, south, east, north] = chosen.split(",").map(Number);
    return L.latLngBounds([south, west], [north, east]);
  }

  showStart() {
    const bounds = this.chosenBounds() || this.home;
    if (bounds && bounds.isValid()) {
      this.map.fitBounds(bounds, { animate: false, padding: EDGE });
    } else {
      this.map.setView(settings.centre, settings.zoom, { animate: false });
    }
    this.rememberView();
  }

  rememberView() {
    this.seenCentre = this.map.getCenter();
    this.seenZoom = this.map.getZoom();
    this.searchHere.hidden = true;
  }

  listen() {
    this.map.on("moveend", () => this.afterMove());
    this.map.on("popupclose", () => this.afterClose());
    this.canvas.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.openedLabel) {
        event.preventDefault();
        this.map.closePopup();
      }
    });
    this.canvas.addEventListener("focusin", () => this.map.scrollWheelZoom.enable());
    this.canvas.addEventListener("mouseleave", () => this.map.scrollWheelZoom.disable());
    this.map.on("click", () => this.map.scrollWheelZoom.enable());
    this.searchHere.addEventListener("click", () => this.searchInView());
    document.body.addEventListener("htmx:afterSettle", (event) => {
      if (event.detail.target && event.detail.target.id === "results") {
        this.afterNewResults();
      }
    });
    window.addEventListener("directory:map-shown", () => this.afterShown());
    new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(this.canvas);
    for (const kind of ["mouseover", "focusin", "mouseout", "focusout"]) {
      document.addEventListener(kind, (event) => this.pointAt(event));
    }
  }

  afterShown() {
    this.map.invalidateSize({ animate: false });
    if (!this.wasShown) {
      this.wasShown = true;
      this.showStart();
    }
    this.load();
  }

  afterMove() {
    const size = this.map.getSize();
    const before = this.map.latLngToContainerPoint(this.seenCentre);
    const shift = before.distanceTo(size.divideBy(2)) / Math.max(1, Math.min(size.x, size.y));
    this.searchHere.hidden = shift < MOVED_ENOUGH && this.map.getZoom() === this.seenZoom;
    this.load();
  }

  afterNewResults() {
    if (this.chosenBounds()) {
      this.rememberView();
    }
    this.load();
  }

  searchInView() {
    const params = new URLSearchParams(window.location.search);
    params.set("bbox", boxOf(this.map.getBounds()));
    params.delete("pagina");
    this.rememberView();
    window.dispatchEvent(new CustomEvent("directory:go", { detail: { params, closeSheet: true } }));
  }

  async load() {
    const size = this.map.getSize();
    const source = document.querySelector("[data-map-url]");
    if (!source || size.x === 0 || size.y === 0) {
      return;
    }
    const address = new URL(source.dataset.mapUrl, window.location.origin);
    address.searchParams.set("zoom", String(Math.round(this.map.getZoom())));
    address.searchParams.set("venster", boxOf(this.map.getBounds().pad(0.15)));
    if (this.request) {
      this.request.abort();
    }
    this.request = new AbortController();
    try {
      const response = await fetch(address, { signal: this.request.signal, headers: { Accept: "application/json" } });
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      this.draw(await response.json());
      status.textContent = "";
    } catch (error) {
      if (error.name !== "AbortError") {
        status.textContent = settings.words.loadFailed;
      }
    }
  }

  draw(data) {
    this.data = data;
    this.most = Math.max(1, ...data.markers.map((marker) => marker.count));
    const opened = this.openedLabel;
    this.markerLayer.clearLayers();
    this.buttons.clear();
    const taken = takenByFrame(this.map);
    // Where the places are comes first, then the names; a bubble can step aside, a line shows from where.
    const markers = [...data.markers].sort((one, other) => other.count - one.count);
    for (const marker of markers.filter((other) => other.kind !== "area")) {
      this.addMarker(marker, taken);
    }
    this.drawNames(taken);
    for (const marker of markers.filter((other) => other.kind === "area")) {
      this.addMarker(marker, taken);
    }
    this.drawRegion(data.region);
    if (opened && this.buttons.has(opened)) {
      this.buttons.get(opened).classList.add("is-chosen");
    }
  }

  addMarker(marker, taken) {
    const position = L.latLng(marker.latitude, marker.longitude);
    const { button, box } = markerButton(marker, settings.spriteUrl, this.most);
    const isDrop = button.classList.contains("map-marker--drop");
    const point = this.map.latLngToLayerPoint(position);
    const offset = freeOffset(point, box, isDrop ? [[0, 0]] : bubbleOffsets(), taken);
    if (offset[0] || offset[1]) {
      const shown = this.map.layerPointToLatLng(point.add(offset));
      L.polyline([position, shown], { className: "map-leader", interactive: false }).addTo(this.markerLayer);
    }
    L.marker(position, {
      icon: emptyIcon(button, offset),
      keyboard: false,
      interactive: false,
      zIndexOffset: marker.kind === "spot" ? 500 : 0,
    }).addTo(this.markerLayer);
    L.DomEvent.disableClickPropagation(button);
    button.addEventListener("click", () => this.choose(marker, position, button));
    this.buttons.set(marker.label, button);
  }

  choose(marker, position, button) {
    if (marker.kind === "cluster") {
      this.map.flyTo(position, Math.min(marker.zoom, settings.maxZoom), { animate: !isCalm, duration: 0.4 });
      this.canvas.focus({ preventScroll: true });
      return;
    }
    this.map.closePopup();
    this.openedLabel = marker.label;
    button.classList.add("is-chosen");
    const content = popupContent(marker, settings.words, () => this.map.closePopup());
    const isDrop = button.classList.contains("map-marker--drop");
    L.popup({ closeButton: false, maxWidth: 280, maxHeight: 260, autoPan: true, offset: [0, isDrop ? -30 : -10] })
      .setLatLng(position)
      .setContent(content)
      .openOn(this.map);
    const first = content.querySelector("a") || content.querySelector("button");
    first.focus({ preventScroll: true });
  }

  afterClose() {
    const button = this.buttons.get(this.openedLabel);
    this.openedLabel = null;
    if (button) {
      button.classList.remove("is-chosen");
      if (this.canvas.contains(document.activeElement) || document.activeElement === document.body) {
        button.focus({ preventScroll: true });
      }
    }
  }

  drawNames(taken) {
    this.nameLayer.clearLayers();
    for (const named of settings.names) {
      const position = L.latLng(named.latitude, named.longitude);
      const offset = freeOffset(this.map.latLngToLayerPoint(position), nameBox(named.name), nameOffsets(), taken);
      L.marker(position, {
        icon: emptyIcon(nameLabel(named.name), offset),
        keyboard: false,
        interactive: false,
        zIndexOffset: -1000,
      }).addTo(this.nameLayer);
    }
  }

  async showOutlines() {
    const layer = await drawOutlines(this.map, settings.boundariesUrl);
    if (!layer) {
      return;
    }
    this.home = layer.getBounds();
    if (!this.chosenBounds() && this.map.getZoom() === this.seenZoom && this.searchHere.hidden) {
      this.map.fitBounds(this.home, { animate: false, padding: EDGE });
      this.rememberView();
    }
  }

  drawRegion(region) {
    this.region.hidden = !region;
    if (region) {
      this.region.href = region.url;
      this.region.textContent = `${region.label}: ${region.count}`;
    }
  }

  /* The card under the pointer or focus shows itself on the map. */
  pointAt(event) {
    const card = event.target.closest ? event.target.closest("[data-initiative]") : null;
    if (!card || !this.data) {
      return;
    }
    const isOn = event.type === "mouseover" || event.type === "focusin";
    for (const marker of this.data.markers) {
      const here = (marker.initiatives || []).some((initiative) => String(initiative.id) === card.dataset.initiative);
      if (here && marker.label !== this.openedLabel) {
        this.buttons.get(marker.label).classList.toggle("is-chosen", isOn);
      }
    }
  }
}

if (frame && L) {
  const directoryMap = new DirectoryMap();
  directoryMap.load();
  directoryMap.showOutlines().catch(() => {}); // names and markers alone still make a map
}

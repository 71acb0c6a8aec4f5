/* Draws the small map of a page from the points beside it. Without tiles the outlines and names carry it; without
   this script the text beside the map says the same. */
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const RING_RADIUS_M = 350;
  const CLOSEST_ZOOM = 14;
  const NAMES_SHOWN = 6;

  function element(name, attributes) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      node.setAttribute(key, value);
    }
    return node;
  }

  function dropIcon() {
    const svg = element("svg", { class: "place-map__drop", viewBox: "0 0 30 38", "aria-hidden": "true" });
    svg.append(
      element("path", { d: "M15 1C7.3 1 1 7.1 1 14.8 1 25 15 37 15 37s14-12 14-22.2C29 7.1 22.7 1 15 1z" }),
      element("circle", { cx: "15", cy: "15", r: "5" }),
    );
    return L.divIcon({ className: "", html: svg, iconSize: [30, 38], iconAnchor: [15, 37], popupAnchor: [0, -34] });
  }

  function popupFor(point) {
    const link = document.createElement("a");
    link.href = point.url;
    link.textContent = point.title;
    return link;
  }

  function nameBelow(layer, point, offset) {
    const label = document.createElement("span");
    label.textContent = point.title;
    layer.bindTooltip(label, { permanent: true, direction: "bottom", offset: [0, offset], interactive: false });
  }

  function markerFor(point) {
    const position = [point.latitude, point.longitude];
    if (point.kind === "area") {
      return L.circleMarker(position, { radius: 13, className: "place-map__disc", bubblingMouseEvents: false });
    }
    return L.marker(position, { icon: dropIcon(), title: point.title, alt: point.title, keyboard: true });
  }

  function addPoints(map, points) {
    const bounds = L.latLngBounds([]);
    for (const point of points) {
      if (point.kind === "approximate") {
        L.circle([point.latitude, point.longitude], {
          radius: RING_RADIUS_M,
          className: "place-map__ring",
          interactive: false,
        }).addTo(map);
      }
      const marker = markerFor(point).bindPopup(popupFor(point)).addTo(map);
      if (points.length <= NAMES_SHOWN) {
        nameBelow(marker, point, point.kind === "area" ? 12 : 2);
      }
      bounds.extend([point.latitude, point.longitude]);
    }
    return bounds;
  }

  function addTiles(map, container, data) {
    if (!data.tiles) {
      container.classList.add("place-map--no-tiles");
      return;
    }
    const tiles = L.tileLayer(data.tiles, { attribution: data.attribution, minZoom: 6, maxZoom: 19 });
    container.classList.add("place-map--no-tiles");
    tiles.once("tileload", () => container.classList.remove("place-map--no-tiles"));
    tiles.addTo(map);
  }

  async function addOutlines(map, container, highlighted) {
    const answer = await fetch(container.dataset.outlines);
    if (!answer.ok) {
      return;
    }
    const chosen = new Set(highlighted);
    L.geoJSON(await answer.json(), {
      interactive: false,
      style: (feature) => ({
        className: chosen.has(feature.properties.slug)
          ? "place-map__outline place-map__outline--chosen"
          : "place-map__outline",
      }),
    })
      .addTo(map)
      .bringToBack();
  }

  function draw(container) {
    const data = JSON.parse(document.getElementById(container.dataset.placeMap).textContent);
    container.hidden = false;
    const map = L.map(container, { scrollWheelZoom: false, attributionControl: false, zoomControl: true });
    L.control.attribution({ prefix: false }).addTo(map);
    addTiles(map, container, data);
    map.fitBounds(addPoints(map, data.points), { maxZoom: CLOSEST_ZOOM - (data.points[0].kind === "place" ? 0 : 2), padding: [40, 40] });
    if (container.dataset.outlines) {
      addOutlines(map, container, data.highlighted).catch(() => {
        /* No outlines: the markers and names still say where it is. */
      });
    }
  }

  for (const container of document.querySelectorAll("[data-place-map]")) {
    draw(container);
  }
})();

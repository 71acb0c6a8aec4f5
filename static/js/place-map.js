/* Draws the small map of a page from the points beside it. Without tiles the outlines and names carry it; without
   this script the text beside the map says the same. */
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const RING_RADIUS_M = 350;
  const PLACE_ZOOM = 13;
  const AREA_ZOOM = 11;
  const NAMES_SHOWN = 8;
  const SIDES = ["bottom", "top", "right", "left"];

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

  /* Places that are known no better than their neighbourhood stand on one spot: one marker lists them all. */
  function spotsOf(points) {
    const spots = new Map();
    for (const point of points) {
      const key = `${point.latitude} ${point.longitude}`;
      spots.set(key, [...(spots.get(key) ?? []), point]);
    }
    return [...spots.values()];
  }

  function popupFor(spot) {
    const list = document.createElement("ul");
    list.className = "plain-list";
    for (const point of spot) {
      const link = document.createElement("a");
      link.href = point.url;
      link.textContent = point.title;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    return list;
  }

  function addName(layer, text, options) {
    const label = document.createElement("span");
    label.textContent = text;
    layer.bindTooltip(label, { permanent: true, direction: "bottom", interactive: false, ...options });
  }

  function addPlaces(map, spot, isNamed) {
    const [point] = spot;
    const position = [point.latitude, point.longitude];
    if (point.kind === "approximate") {
      L.circle(position, { radius: RING_RADIUS_M, className: "place-map__ring", interactive: false }).addTo(map);
    }
    const names = spot.map((place) => place.title).join(", ");
    const marker = L.marker(position, { icon: dropIcon(), title: names, alt: names, keyboard: true });
    marker.bindPopup(popupFor(spot)).addTo(map);
    if (isNamed && spot.length === 1) {
      addName(marker, point.title, { offset: [0, 2] });
    }
  }

  /* A name alone where there are several areas, a dashed disc with its name where there is one. */
  function addArea(map, spot, isOnly) {
    const position = [spot[0].latitude, spot[0].longitude];
    const disc = { radius: isOnly ? 13 : 3, className: isOnly ? "place-map__disc" : "place-map__dot" };
    const marker = L.circleMarker(position, disc).bindPopup(popupFor(spot)).addTo(map);
    addName(marker, spot.map((area) => area.title).join(", "), { offset: [0, isOnly ? 12 : 0] });
  }

  function addPoints(map, points) {
    const bounds = L.latLngBounds([]);
    const spots = spotsOf(points);
    for (const spot of spots) {
      if (spot[0].kind === "area") {
        addArea(map, spot, spots.length === 1);
      } else {
        addPlaces(map, spot, spots.length <= NAMES_SHOWN);
      }
      bounds.extend([spot[0].latitude, spot[0].longitude]);
    }
    return bounds;
  }

  function overlaps(one, other) {
    return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  }

  /* Names never cover each other or a marker: each takes the first side that is free, and is left out where none is. */
  function arrangeNames(map) {
    const frame = map.getContainer().getBoundingClientRect();
    const taken = [];
    map.eachLayer((layer) => {
      if (layer instanceof L.Marker) {
        taken.push(layer.getElement().getBoundingClientRect());
      }
    });
    const fits = (box) =>
      box.left >= frame.left && box.right <= frame.right && box.bottom <= frame.bottom &&
      !taken.some((other) => overlaps(box, other));
    map.eachLayer((layer) => {
      const tooltip = layer.getTooltip?.();
      const node = tooltip?.getElement();
      if (!node) {
        return;
      }
      node.classList.remove("place-map__name--left-out");
      const found = SIDES.some((side) => {
        tooltip.options.direction = side;
        tooltip.update();
        return fits(node.getBoundingClientRect());
      });
      if (found) {
        taken.push(node.getBoundingClientRect());
      } else {
        node.classList.add("place-map__name--left-out");
      }
    });
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
      return null;
    }
    const chosen = new Set(highlighted);
    const outlines = L.geoJSON(await answer.json(), {
      interactive: false,
      style: (feature) => ({
        className: chosen.has(feature.properties.slug)
          ? "place-map__outline place-map__outline--chosen"
          : "place-map__outline",
      }),
    })
      .addTo(map)
      .bringToBack();
    return outlines.getBounds();
  }

  function draw(container) {
    const data = JSON.parse(document.getElementById(container.dataset.placeMap).textContent);
    container.hidden = false;
    const map = L.map(container, {
      attributionControl: false,
      scrollWheelZoom: false,
      zoomAnimation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      zoomSnap: 0.25,
    });
    L.control.attribution({ prefix: false }).addTo(map);
    addTiles(map, container, data);
    const points = addPoints(map, data.points);
    const servesAreas = data.points.every((point) => point.kind === "area");
    map.fitBounds(points, { maxZoom: servesAreas ? AREA_ZOOM : PLACE_ZOOM, padding: [40, 40] });
    /* Only now do markers and names stand on the page. */
    map.on("zoomend moveend", () => arrangeNames(map));
    arrangeNames(map);
    if (container.dataset.outlines) {
      addOutlines(map, container, data.highlighted)
        .then((bounds) => {
          /* Somewhere in an area: shown within the whole region, so that it can be recognised. */
          if (servesAreas && bounds?.isValid() && bounds.contains(points)) {
            map.fitBounds(bounds, { padding: [6, 6] });
          }
        })
        .catch(() => {
          /* No outlines: the markers and names still say where it is. */
        });
    }
  }

  for (const container of document.querySelectorAll("[data-place-map]")) {
    draw(container);
  }
})();

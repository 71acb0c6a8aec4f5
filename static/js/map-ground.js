/* What the markers stand on: background tiles, the outlines of municipalities, and the room the frame leaves. */

const FAR = 10000; // pixels: further than any map is wide
const { L } = window;

/** Lay the background, when one is set. Outlines and names carry the map; a torn background would only disturb. */
export function addTiles(map, tiles, frame) {
  if (!tiles) {
    return;
  }
  const layer = L.tileLayer(tiles.url, tiles.options);
  let loaded = 0;
  layer.on("tileload", () => {
    loaded += 1;
    frame.classList.add("map--with-tiles");
  });
  layer.on("tileerror", () => {
    if (loaded === 0) {
      layer.remove();
    }
  });
  layer.addTo(map);
}

/** A window as the query's text: west, south, east, north. */
export function boxOf(bounds) {
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
    .map((value) => value.toFixed(5))
    .join(",");
}

/** The window that shows all named points with some room around, or null without any. */
export function boundsOf(named) {
  const points = named.map((each) => [each.latitude, each.longitude]);
  return points.length ? L.latLngBounds(points).pad(0.28) : null;
}

/** Draw the outlines and name their source; gives the layer, or null where no boundaries are loaded. */
export async function drawOutlines(map, address) {
  const response = await fetch(address);
  const outlines = response.ok ? await response.json() : { features: [] };
  if (!outlines.features.length) {
    return null;
  }
  const source = document.createElement("span");
  source.textContent = outlines.source;
  const layer = L.geoJSON(outlines, {
    interactive: false,
    style: { className: "map-outline" },
    attribution: source.innerHTML,
  }).addTo(map);
  layer.bringToBack();
  return layer;
}

/** Boxes where nothing may stand, in layer pixels: nothing hides behind the buttons or beyond the edge of the map. */
export function takenByFrame(map) {
  const { x: width, y: height } = map.getSize();
  const corner = map.containerPointToLayerPoint([0, 0]);
  const boxes = [
    { left: -FAR, right: 0, top: -FAR, bottom: FAR },
    { left: width, right: FAR, top: -FAR, bottom: FAR },
    { left: -FAR, right: FAR, top: -FAR, bottom: 0 },
    { left: -FAR, right: FAR, top: height, bottom: FAR },
    { left: width - 64, right: width, top: height - 140, bottom: height },
    { left: 0, right: 190, top: height - 62, bottom: height },
  ];
  return boxes.map((box) => ({
    left: box.left + corner.x,
    right: box.right + corner.x,
    top: box.top + corner.y,
    bottom: box.bottom + corner.y,
  }));
}

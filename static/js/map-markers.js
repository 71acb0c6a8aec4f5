/* What stands on the map: discs, dashed bubbles, drops, names. All text goes in as text, never as markup. */

const DROP_HEIGHT = 40;
const NAME_HEIGHT = 18;
const NAME_LETTER_WIDTH = 7.8;
const GAP = 4;

/** Diameter in pixels of a disc with this count, where ``most`` is the highest count on the map. */
export function discSize(count, most) {
  const share = Math.log2(Math.max(1, count)) / Math.log2(Math.max(28, most));
  return Math.round(27 + 28 * Math.min(1, share));
}

function icon(spriteUrl, name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${spriteUrl}#${name}`);
  svg.append(use);
  return svg;
}

/** The button of one marker, and the rectangle it takes around its point. */
export function markerButton(marker, spriteUrl, most) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `map-marker map-marker--${marker.kind}`;
  button.setAttribute("aria-label", marker.label);
  button.title = marker.label;
  const isDrop = marker.kind === "spot" && marker.count < 2;
  if (isDrop) {
    button.classList.add("map-marker--drop");
    button.append(icon(spriteUrl, marker.icon));
  } else {
    const size = discSize(marker.count, most);
    button.style.setProperty("--disc-size", `${size}px`);
    button.textContent = String(marker.count);
  }
  if (marker.isApproximate) {
    button.classList.add("map-marker--approximate");
  }
  const radius = discSize(marker.count, most) / 2 + GAP;
  const box = isDrop
    ? { left: -17, right: 17, top: -DROP_HEIGHT, bottom: 3 }
    : { left: -radius, right: radius, top: -radius, bottom: radius };
  return { button, box };
}

function moved(box, x, y) {
  return { left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y };
}

function overlap(one, other) {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/** The first of the offsets at which the box covers nothing taken; else the one that covers least. */
export function freeOffset(point, box, offsets, taken) {
  let best = offsets[0];
  let least = Infinity;
  for (const [x, y] of offsets) {
    const here = moved(box, point.x + x, point.y + y);
    const covered = taken.reduce((sum, other) => sum + overlap(here, other), 0);
    if (covered < least) {
      [best, least] = [[x, y], covered];
    }
    if (covered === 0) {
      break;
    }
  }
  taken.push(moved(box, point.x + best[0], point.y + best[1]));
  return best;
}

/** Where a bubble may go: on its point, else around it in widening rings. */
export function bubbleOffsets() {
  const offsets = [[0, 0]];
  for (const distance of [22, 34, 46, 58, 72]) {
    for (let step = 0; step < 12; step += 1) {
      const angle = (step * Math.PI) / 6 - Math.PI / 2;
      offsets.push([Math.round(distance * Math.cos(angle)), Math.round(distance * Math.sin(angle))]);
    }
  }
  return offsets;
}

/** Where a name may stand: under its point, above it, or a little further off. */
export function nameOffsets() {
  const offsets = [];
  for (const distance of [0, 14, 28, 38, 50, 64]) {
    for (const side of [0, 30, -30, 52, -52]) {
      offsets.push([side, distance], [side, -distance]);
    }
  }
  return offsets;
}

export function nameBox(name) {
  const half = (name.length * NAME_LETTER_WIDTH) / 2 + 2;
  return { left: -half, right: half, top: -NAME_HEIGHT / 2, bottom: NAME_HEIGHT / 2 };
}

/** A name as a text on the map; for the eye only, the list says the same in words. */
export function nameLabel(name) {
  const label = document.createElement("span");
  label.className = "map-name";
  label.setAttribute("aria-hidden", "true");
  label.textContent = name;
  return label;
}

function link(href, text) {
  const anchor = document.createElement("a");
  anchor.href = href;
  anchor.textContent = text;
  return anchor;
}

function paragraph(className, text) {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = text;
  return element;
}

/** What opens at a marker: its name, what happens there, and where to read more. */
export function popupContent(marker, words, close) {
  const content = document.createElement("div");
  content.className = "map-popup";
  const closeButton = document.createElement("button");
  closeButton.type = "button";
  closeButton.className = "map-popup__close";
  closeButton.setAttribute("aria-label", words.close);
  closeButton.textContent = "×";
  closeButton.addEventListener("click", close);
  content.append(closeButton, paragraph("map-popup__title", marker.name || marker.label));
  if (marker.isApproximate) {
    content.append(paragraph("map-popup__note", words.approximate));
  }
  if (marker.initiatives && marker.initiatives.length) {
    const list = document.createElement("ul");
    for (const initiative of marker.initiatives) {
      const item = document.createElement("li");
      item.append(link(initiative.url, initiative.title));
      list.append(item);
    }
    content.append(list);
  }
  if (marker.url) {
    const more = paragraph("map-popup__more", "");
    more.append(link(marker.url, marker.kind === "area" ? words.showThese : words.aboutThisPlace));
    content.append(more);
  }
  return content;
}

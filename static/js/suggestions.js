/* Suggestions while typing, after the combobox pattern of the ARIA Authoring Practices. Focus stays in the field; the
   arrow keys walk through the list. Without this script the field is a plain search field. */

const WAIT_MS = 160;
const FEWEST_CHARACTERS = 2;
const ICONS = {
  verbetering: "search",
  thema: "theme",
  doelgroep: "people",
  gebied: "area",
  initiatief: "initiative",
  organisatie: "building",
  locatie: "pin",
  adres: "pin",
};
const SVG = "http://www.w3.org/2000/svg";

class Suggestions {
  constructor(field) {
    this.field = field;
    this.list = document.getElementById("search-suggestions");
    this.status = field.parentElement.querySelector("[data-suggestions-status]");
    this.options = [];
    this.active = -1;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.askSoon());
    field.addEventListener("keydown", (event) => this.onKey(event));
    field.addEventListener("blur", () => this.close());
    field.form.addEventListener("submit", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // focus stays in the field
    this.list.addEventListener("click", (event) => this.onClick(event));
  }

  askSoon() {
    this.forget();
    const typed = this.field.value.trim();
    if (typed.length < FEWEST_CHARACTERS) {
      this.close();
      return;
    }
    this.timer = window.setTimeout(() => this.ask(typed), WAIT_MS);
  }

  /* An answer to what is no longer asked must not come. */
  forget() {
    window.clearTimeout(this.timer);
    if (this.request) {
      this.request.abort();
      this.request = null;
    }
  }

  async ask(typed) {
    const address = new URL(this.field.dataset.suggestions, window.location.origin);
    address.searchParams.set("q", typed);
    this.request = new AbortController();
    try {
      const response = await fetch(address, { signal: this.request.signal, headers: { Accept: "application/json" } });
      const answer = response.ok ? await response.json() : { suggesties: [] };
      if (document.activeElement === this.field) {
        this.show(answer.suggesties);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        this.close(); // searching itself goes on
      }
    }
  }

  show(suggestions) {
    this.active = -1;
    this.options = suggestions.map((suggestion, index) => this.option(suggestion, index));
    this.list.replaceChildren(...this.options);
    this.point();
    if (this.options.length === 0) {
      this.close();
      return;
    }
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    const words = this.options.length === 1 ? this.list.dataset.countOne : this.list.dataset.countMany;
    this.status.textContent = this.options.length === 1 ? words : `${this.options.length} ${words}`;
  }

  option(suggestion, index) {
    const option = document.createElement("li");
    option.className = "suggestions__option";
    option.id = `suggestion-${index}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = suggestion.url;
    option.append(this.icon(ICONS[suggestion.soort] || "search"));
    const words = document.createElement("span");
    words.className = "suggestions__words";
    words.append(part("suggestions__text", suggestion.tekst));
    if (suggestion.toelichting) {
      words.append(" ", part("suggestions__detail", suggestion.toelichting));
    }
    option.append(words, " ", part("suggestions__kind", this.list.dataset[suggestion.soort] || ""));
    return option;
  }

  icon(name) {
    const icon = document.createElementNS(SVG, "svg");
    icon.setAttribute("class", "icon");
    icon.setAttribute("aria-hidden", "true");
    icon.setAttribute("focusable", "false");
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", `${this.list.dataset.sprite}#${name}`);
    icon.append(use);
    return icon;
  }

  get isOpen() {
    return !this.list.hidden;
  }

  close() {
    this.forget();
    this.list.hidden = true;
    this.active = -1;
    this.point();
    this.field.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
  }

  onKey(event) {
    if (event.isComposing) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.onArrow(event);
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault(); // a second Escape empties the field
      this.close();
    } else if (event.key === "Enter" && this.isOpen && this.active >= 0) {
      event.preventDefault();
      this.choose(this.options[this.active]);
    }
  }

  onArrow(event) {
    event.preventDefault();
    if (!this.isOpen) {
      this.askSoon();
      return;
    }
    // The field itself is one of the stops: from the last option the way leads back to what was typed.
    const stops = this.options.length + 1;
    const step = event.key === "ArrowDown" ? 1 : -1;
    this.active = ((this.active + 1 + step + stops) % stops) - 1;
    this.point();
  }

  /* Says which option is meant, to eyes and to screen readers. */
  point() {
    this.options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.active)));
    if (this.active < 0) {
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    this.field.setAttribute("aria-activedescendant", this.options[this.active].id);
    this.options[this.active].scrollIntoView({ block: "nearest" });
  }

  onClick(event) {
    const option = event.target.closest("[role='option']");
    if (option) {
      this.choose(option);
    }
  }

  choose(option) {
    const address = new URL(option.dataset.url, window.location.origin);
    if (address.origin === window.location.origin) {
      this.close();
      window.location.assign(address);
    }
  }
}

function part(className, text) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}

for (const field of document.querySelectorAll("[data-suggestions]")) {
  new Suggestions(field);
}

// Numbering by tapping: a tap gives the next free number, a second one takes it back. The other
// numbers stay as they are, as on paper: no number changes but by the thumb that is on it.
// Without script each project has a field for its number instead.

export class Ranking {
  constructor(form, changed) {
    this.places = [...form.querySelectorAll(".ranks")].map((place) => ({
      place,
      input: place.querySelector("input"),
      button: place.querySelector("button"),
    }));
    for (const { input, button } of this.places) {
      input.closest("label").hidden = true;
      button.hidden = false;
      button.addEventListener("click", () => {
        input.value = input.value ? "" : this.next() || "";
        changed();
      });
    }
    this.tidy();
  }

  // What a browser remembers of fields that were typed without script may not be ranks.
  tidy() {
    const seen = new Set();
    for (const { input } of this.places) {
      const rank = Number(input.value);
      if (!(rank >= 1 && rank <= this.places.length) || seen.has(rank)) input.value = "";
      else input.value = rank;
      seen.add(rank);
    }
  }

  next() {
    const given = new Set(this.places.map(({ input }) => Number(input.value)));
    return this.places.map((_, at) => at + 1).find((rank) => !given.has(rank));
  }

  show() {
    const next = this.next();
    for (const { input, button } of this.places) {
      const words = button.querySelector("span");
      const pattern = input.value ? words.dataset.saysGiven : words.dataset.saysNext;
      words.textContent = pattern.replace("{rank}", input.value || next);
      button.querySelector("b").textContent = input.value;
      button.setAttribute("aria-pressed", Boolean(input.value));
    }
  }
}

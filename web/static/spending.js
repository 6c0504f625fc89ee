// What the marked projects cost together. Whole numbers of the smallest decimal place: sums of
// fractions would be off by a little, and "over the budget" must never be.

export class Spending {
  // `paper` has the costs, `bar` the line that tells the sum, `again` tells it once more.
  constructor(paper, bar, again) {
    this.line = bar.querySelector(".spent");
    this.again = again;
    // Browsers before 2018 count without: the server holds the cap against the ballot anyway.
    this.isOn = Boolean(this.line) && typeof BigInt === "function";
    if (!this.isOn) return;
    const { cap } = this.line.dataset;
    const costs = [...paper.querySelectorAll("[data-cost]")]
      .map((one) => [`mark-${one.dataset.no}`, one.dataset.cost]);
    const amounts = costs.map(([, cost]) => cost).concat(cap || []);
    this.decimals = Math.max(...amounts.map((amount) => (amount.split(".")[1] || "").length));
    this.costs = new Map(costs.map(([name, cost]) => [name, this.read(cost)]));
    this.cap = cap === undefined ? null : this.read(cap);
  }

  read(amount) {
    const [whole, part = ""] = amount.split(".");
    return BigInt(whole + part.padEnd(this.decimals, "0"));
  }

  write(sum) {
    const digits = String(sum).padStart(this.decimals + 1, "0");
    const end = digits.length - this.decimals;
    const part = digits.slice(end).replace(/0+$/, "");
    return digits.slice(0, end).replace(/\B(?=(\d{3})+$)/g, ",") + (part && `.${part}`);
  }

  // Says the sum of these names; whether the ballot may be cast so.
  show(wanted) {
    if (!this.isOn) return true;
    const total = wanted.reduce((sum, name) => sum + this.costs.get(name), BigInt(0));
    const isOver = this.cap !== null && total > this.cap;
    const { within, beyond } = this.line.dataset;
    const figures = { total: this.write(total), cap: this.cap !== null && this.write(this.cap) };
    const text = (isOver ? beyond : within).replace(/{(\w+)}/g, (_, name) => figures[name]);
    for (const line of [this.line, this.again].filter(Boolean)) {
      line.textContent = text;
      line.classList.toggle("beyond", isOver);
      line.hidden = false;
    }
    return !isOver || !("refuses" in this.line.dataset);
  }
}

// The print button of the badge sheet.
document.getElementById("print")?.addEventListener("click", () => window.print());

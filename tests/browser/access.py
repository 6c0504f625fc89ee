"""What makes a page usable for everybody, measured in the page itself."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
SERIOUS = """() => axe.run({resultTypes: ["violations"]}).then(found => found.violations
    .filter(one => one.impact === "serious" || one.impact === "critical")
    .flatMap(one => one.nodes.map(node =>
        `${one.id}: ${node.target} ${node.failureSummary}`)))"""
FINGER = 44  # CSS pixels: WCAG 2.5.5
LEAST_TEXT = 16  # CSS pixels

PRESSED = "button, summary, select, .button, .tap, nav a, .where a, .brand, label:has(> input)"
PRESSED += ", input:not([type=hidden], [type=checkbox], [type=radio])"

TIGHT = f"""least => [...document.querySelectorAll({PRESSED!r})]
    .filter(one => one.checkVisibility())
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width && Math.min(box.width, box.height) < least)
    .map(([one, box]) => `${{one.outerHTML.slice(0, 90)}} ${{box.width}}x${{box.height}}`)"""

FINE_PRINT = """least => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const parent = node.parentElement;
        const size = parseFloat(getComputedStyle(parent).fontSize);
        if (node.data.trim() && parent.checkVisibility() && size < least)
            found.push(`${node.data.trim().slice(0, 30)} ${size}px`);
    }
    return found;
}"""

SIDEWAYS = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
    [...document.body.querySelectorAll("*")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 90)).slice(0, 5)"""

CUT = """() => [...document.querySelectorAll(".stage *:not(.candidates *, svg *)")]
    .filter(one => one.checkVisibility())
    .filter(one => {
        const box = one.getBoundingClientRect();
        const all = one.closest(".stage").getBoundingClientRect();
        return box.bottom > all.bottom + 1 || box.right > all.right + 1 ||
            box.top < all.top - 1 || box.left < all.left - 1;
    })
    .concat([...document.querySelectorAll(".candidates li")]
        .filter(one => one.scrollHeight > one.clientHeight + 2))
    .map(one => one.outerHTML.slice(0, 90))"""


def violations(page: Page) -> list[str]:
    """What axe finds serious or critical, with where it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return list(page.evaluate(SERIOUS))


def tight(page: Page) -> list[str]:
    """What a finger would miss."""
    return list(page.evaluate(TIGHT, FINGER))


def fine_print(page: Page) -> list[str]:
    """What is too small to read on a phone."""
    return list(page.evaluate(FINE_PRINT, LEAST_TEXT))


def sideways(page: Page) -> list[str]:
    """What sticks out to the right, if the page has to be pushed sideways."""
    return list(page.evaluate(SIDEWAYS))


def cut(page: Page) -> list[str]:
    """What of the big screen's picture does not fit on it."""
    return list(page.evaluate(CUT))

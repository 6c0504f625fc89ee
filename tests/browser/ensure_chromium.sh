#!/usr/bin/env bash
# Print the path of a Chromium that starts, installing one and a Chinese font where it may.
# The path goes to stdout, all else to stderr; silent but for the path when both are there.
set -euo pipefail
exec < /dev/null
export DEBIAN_FRONTEND=noninteractive

say() { echo "ensure_chromium: $*" >&2; }

may_apt() { [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; }

updated=
apt_install() {
    say "installing $*"
    [ -n "$updated" ] || apt-get update -qq >&2
    updated=yes
    apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@" >&2
}

# A name on PATH can be a stub that only asks for a snap, hence --version.
starts() { [ -n "$1" ] && [ -x "$1" ] && "$1" --version > /dev/null 2>&1; }

find_chromium() {
    local name path
    for name in "${MINYI_CHROMIUM:-}" chromium chromium-browser google-chrome; do
        path=$(command -v "$name" || true)
        if starts "$path"; then
            echo "$path"
            return
        fi
    done
    path=$(playwright_chromium)
    if starts "$path"; then echo "$path"; fi
}

playwright_chromium() {
    "${PYTHON:-python3}" - 2> /dev/null <<'END' || true
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
END
}

ensure_font() {
    if command -v fc-list > /dev/null && [ -n "$(fc-list :lang=zh)" ]; then return; fi
    if may_apt && apt_install fontconfig fonts-wqy-microhei; then return; fi
    say "no Chinese font was found: screenshots will show boxes"
}

chromium=$(find_chromium)
if [ -z "$chromium" ] && may_apt; then
    apt_install chromium || say "the package manager has no chromium"
    chromium=$(find_chromium)
fi
if [ -z "$chromium" ]; then
    say "installing Playwright's Chromium"
    "${PYTHON:-python3}" -m playwright install chromium >&2 || true
    chromium=$(find_chromium)
fi
ensure_font
if [ -z "$chromium" ]; then
    say "no Chromium: install one, or name one in MINYI_CHROMIUM"
    exit 1
fi
echo "$chromium"

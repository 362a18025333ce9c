"""The one Chromium of every test and measurement: Debian's, without a window, driven by Playwright.

The shell without a window is the same engine as the whole browser, and opens pages in two fifths of the time.
"""

CHROMIUM = "/usr/bin/chromium-headless-shell"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

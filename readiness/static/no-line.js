/* Keeps a page open that holds unsent work: a link away from it is followed once the server answers, and not without a line,
   where the browser would put its own error page in its place. Without this script the links work as they are. */
"use strict";

(() => {
  const told = document.getElementById("no-line");
  if (!told) return;
  const PATIENCE = 10000;
  const links = [...document.querySelectorAll("[data-needs-line] a")];
  let asked = 0;

  const tell = (text) => { told.textContent = text; };

  function mark() {
    links.forEach((link) => { if (navigator.onLine) delete link.dataset.noLine; else link.dataset.noLine = "yes"; });
    if (navigator.onLine) tell("");
  }

  async function answers() {
    if (!navigator.onLine) return false;
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), PATIENCE);
    try {
      return (await fetch(told.dataset.ask, { method: "HEAD", cache: "no-store", signal: given.signal })).status < 500;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  async function follow(event) {
    const link = event.currentTarget;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const turn = ++asked;
    if (navigator.onLine) tell(told.dataset.asking);
    const there = await answers();
    if (turn !== asked) return; // another link was chosen meanwhile
    tell(there ? "" : told.dataset.noLine);
    if (there) location.assign(link.href);
  }

  links.forEach((link) => link.addEventListener("click", follow));
  addEventListener("online", mark);
  addEventListener("offline", mark);
  mark();
})();

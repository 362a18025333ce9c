/* Keeps what is typed into a long field in this window, so that a session that ended or a line that was cut loses nothing.
   The address shows, by #comment-…, that it arrived. */
"use strict";

document.querySelectorAll("textarea[data-keep]").forEach((area) => {
  const name = area.dataset.keep, sent = `${name}/sent`;
  try {
    if (sessionStorage.getItem(sent) && location.hash.startsWith("#comment-")) sessionStorage.removeItem(name);
    sessionStorage.removeItem(sent);
    if (!area.value) area.value = sessionStorage.getItem(name) || "";
  } catch { /* forbidden: it works as it is */ }
  area.addEventListener("input", () => { try { sessionStorage.setItem(name, area.value); } catch { /* full or forbidden */ } });
  area.form.addEventListener("submit", () => { try { sessionStorage.setItem(sent, "yes"); } catch { /* full or forbidden */ } });
});

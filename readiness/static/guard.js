/* A form that is sent as a whole: asks before a page is left with something typed and not sent, and on a narrow screen shows the
   page from its top, although the button that has the focus is below. */
"use strict";

(() => {
  const form = document.querySelector("form[data-guard]");
  if (!form) return;
  const held = () => new URLSearchParams(new FormData(form)).toString();
  const before = held();
  let sent = false;
  form.addEventListener("submit", () => { sent = true; });
  addEventListener("pageshow", () => { sent = false; });
  addEventListener("beforeunload", (event) => { if (!sent && held() !== before) event.preventDefault(); });
  addEventListener("load", () => requestAnimationFrame(() => {
    if (innerWidth < 768 && !location.hash && !form.querySelector(".refusal")) scrollTo(0, 0);
  }));
})();

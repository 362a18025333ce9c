/* Writes every moment of the page in the reader's own time, in the format of the page's language: the letters are those of
   assessments/templatetags/times.py. Without this script it stays in UTC, which is said. What it said stays as the title. */
"use strict";

(() => {
  const language = document.documentElement.lang;
  const part = (at, options, type) => new Intl.DateTimeFormat(language, { numberingSystem: "latn", ...options }).formatToParts(at).find((each) => each.type === type).value;
  const two = (number) => String(number).padStart(2, "0");
  const letters = {
    j: (at) => at.getDate(),
    F: (at) => part(at, { day: "numeric", month: "long" }, "month"),
    Y: (at) => at.getFullYear(),
    H: (at) => two(at.getHours()),
    i: (at) => two(at.getMinutes()),
  };
  document.querySelectorAll("time[data-format]").forEach((each) => {
    const at = new Date(each.dateTime);
    const unknown = each.dataset.format.replace(/\\./g, "").match(/[a-zA-Z]/g).some((letter) => !(letter in letters));
    if (Number.isNaN(at.getTime()) || unknown) return;
    each.title = each.textContent;
    each.textContent = each.dataset.format.replace(/\\(.)|[jFYHi]/g, (letter, literal) => literal || letters[letter](at));
  });
})();

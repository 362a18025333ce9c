/* Saves each changed answer while one goes on typing, and keeps it in this browser until the server has it.

   Our own few lines rather than htmx: the order of saves, the retries, the drafts in localStorage and the keys have to be
   written anyway, and htmx would add 16 KB compressed to a first visit. Without this script the form works as it is.

   drafts.js keeps and sends them. A save never touches the field. An entry is one field of one question as last typed; its key makes a repeated sending
   harmless, its page and sequence tell the server which of two is the later one. assessments/questionnaire/autosave.py answers. */
"use strict";

(() => {
  const config = document.getElementById("autosave");
  if (!config) return;
  const words = config.dataset;
  const form = document.getElementById("questions");
  const page = form ? form.dataset.page : null;
  const prefix = `levier/${words.user}/${words.assessment}/`;
  const PAUSE = 700, LONGEST_WAIT = 30000, LONGEST_WAY = 60000, LARGEST_FILE = 10 * 1024 * 1024, LARGEST_TOGETHER = 2 * LARGEST_FILE;

  const pending = new Map(); // id -> entry, in the order in which they are to be sent
  const seen = {}; // id -> version, where a conflict was decided
  const held = []; // acknowledged while the next page was on its way
  let busy = false, timer = 0, wait = 0, lastSequence = 0, stopped = "", leaving = false, going = 0, keeps = true, gone = false;

  const errors = document.getElementById("errors");
  if (errors) errors.focus();

  // Signing in again in another tab makes a new token: every form of this page takes the one of now
  addEventListener("submit", (event) => {
    const field = event.target.elements.csrfmiddlewaretoken;
    if (field && token()) field.value = token();
  }, true);

  // What is kept in this browser, of this person and this assessment

  const store = {
    put: (entry) => { keeps = drafts.store.put(prefix + entry.id, entry); },
    drop: (entry) => drafts.store.drop(prefix + entry.id, entry),
    all: () => drafts.store.all(prefix).map(([, entry]) => entry),
  };

  const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (+digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+digit / 4)))).toString(16));

  const sequence = () => (lastSequence = Math.max(lastSequence + 1, Date.now()));

  const token = () => {
    const found = document.cookie.split("; ").find((each) => each.startsWith(words.cookie + "="));
    return found ? decodeURIComponent(found.slice(words.cookie.length + 1)) : "";
  };

  /* The next page may have been made before the save that is under way: so the draft stays for it, which puts it back and
     sends it again under the same key. Where no page came after all, it is dropped later. */
  function acknowledged(entry) {
    if (going) held.push(entry);
    else store.drop(entry);
  }

  addEventListener("beforeunload", () => {
    clearTimeout(going);
    going = setTimeout(() => { going = 0; held.splice(0).forEach(store.drop); }, LONGEST_WAY);
  });

  // What is on the page

  const question = (code) => document.querySelector(`[data-question="${CSS.escape(code)}"]`);
  const named = (code, name) => (form ? [...form.elements].filter((each) => each.name === `${code}-${name}`) : []);

  const isText = (element) => !/^(radio|checkbox|file)$/.test(element.type);
  const isTicked = (code) => named(code, "na").some((box) => box.checked);

  function values(code, field) {
    if (field === "remark") return [named(code, "remark")[0].value];
    if (field === "not_applicable") return [named(code, "reason")[0].value];
    return named(code, "value").filter((each) => !/^(radio|checkbox)$/.test(each.type) || each.checked).map((each) => each.value);
  }

  function fill(code, field, texts, ticked) {
    if (field === "not_applicable") {
      named(code, "na").forEach((box) => { box.checked = ticked; });
      if (ticked) named(code, "reason")[0].value = texts[0] || "";
    } else {
      named(code, field).forEach((each) => {
        if (/^(radio|checkbox)$/.test(each.type)) each.checked = texts.includes(each.value);
        else each.value = texts[0] || "";
        if (field === "remark" && texts[0]) each.closest("details").open = true;
      });
    }
  }

  /* Tie the typed fields to the message beside them; once their answer is kept, take back what the page said was wrong. */
  function mark(code, field, wrong) {
    const names = field === "remark" ? ["remark"] : wrong ? [field === "value" ? "value" : "reason"] : ["value", "reason"];
    names.flatMap((name) => named(code, name)).filter((each) => isText(each)).forEach((each) => {
      each.classList.toggle("is-invalid", wrong);
      if (wrong) { each.setAttribute("aria-invalid", "true"); each.setAttribute("aria-describedby", `${code}-messages`); }
      else { each.removeAttribute("aria-invalid"); each.removeAttribute("aria-describedby"); }
    });
    if (wrong || !errors) return;
    names.forEach((name) => { const link = errors.querySelector(`a[href="#${CSS.escape(code)}-${name}"]`); if (link) link.parentElement.remove(); });
    if (errors.querySelector("li") || !errors.isConnected) return;
    errors.remove();
    document.title = document.title.replace(words.error, "").trim();
  }

  function tell(code, text, { state = "", aloud = true, also = "", retry = false } = {}) {
    const place = question(code);
    if (!place || !place.dataset.save) return;
    place.querySelector("[data-state]").textContent = text;
    place.querySelector(".save-state").dataset.saveState = state;
    const live = place.querySelector("[data-live]");
    const said = `${text} ${also}`.trim();
    if (aloud && live.textContent !== said) live.textContent = said;
    const button = place.querySelector("[data-retry]");
    button.textContent = words.retry;
    button.hidden = !retry;
  }

  function messages(code, html) {
    const place = question(code) && question(code).querySelector("[data-messages]");
    if (place) place.innerHTML = html;
  }

  function notice(text, link) {
    let bar = document.getElementById("notice");
    if (!text) { if (bar) bar.remove(); return; }
    if (!bar) {
      bar = document.createElement("p");
      bar.id = "notice";
      bar.className = "alert alert-warning notice";
      bar.setAttribute("role", "alert");
      document.body.append(bar);
    }
    if (bar.dataset.text === text) return;
    bar.dataset.text = text;
    bar.textContent = text + " ";
    if (link) {
      const anchor = document.createElement("a");
      Object.assign(anchor, { href: words.signIn, target: "_blank", textContent: words.signInAgain });
      bar.append(anchor);
    }
  }

  const clock = (iso) => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(iso ? new Date(iso) : new Date());

  // Sending, one after the other

  function edit(code, field, pause) {
    const place = question(code);
    if (!place || gone) return;
    const id = `${code}/${field}`;
    const ticked = field === "not_applicable" && isTicked(code);
    const entry = {
      id, code, field, ticked, values: values(code, field), url: place.dataset.save, page, key: uuid(), sequence: sequence(),
      version: id in seen ? seen[id] : +place.dataset.version, due: Date.now() + pause,
    };
    pending.delete(id);
    if (ticked && !entry.values[0].trim()) { tell(code, words.reason, { state: "waiting" }); return; }
    store.put(entry);
    if (stopped) { tell(code, stopped, { state: "failed" }); return; }
    pending.set(id, entry);
    if (!wait) tell(code, words.saving, { state: "saving", aloud: false });
    pump();
  }

  function pump(now) {
    clearTimeout(timer);
    if (busy || stopped || leaving || !pending.size) return;
    const next = pending.values().next().value;
    const left = now ? 0 : Math.max(next.due - Date.now(), 0);
    if (left) { timer = setTimeout(pump, left); return; }
    send(next);
  }

  const unsent = () => (keeps ? words.failed : words.failedHere);

  /* Nothing is taken any more: said beside each question that waits, and beside each that is still changed. */
  function stop(why) {
    stopped = why;
    pending.forEach((entry) => tell(entry.code, why, { state: "failed" }));
    pending.clear();
  }

  function later() {
    wait = Math.min(wait ? wait * 2 : 2000, LONGEST_WAIT);
    pending.forEach((entry) => {
      entry.due = Date.now() + wait;
      tell(entry.code, unsent(), { state: "failed", retry: true });
    });
    timer = setTimeout(pump, wait);
  }

  async function send(entry) {
    busy = true;
    const [status, answer] = await drafts.send(entry, words.user, token());
    busy = false;
    if (leaving) return;
    received(entry, status, answer);
  }

  function received(entry, status, answer) {
    const newest = pending.get(entry.id) === entry;
    const done = () => { if (newest) pending.delete(entry.id); wait = 0; notice(); };
    if (status === 401 || (status === 403 && !answer.state && !token())) {
      notice(answer.state === "someone_else" ? words.someoneElse : words.signedOut, true);
      later();
    } else if (status === 403) {
      messages(entry.code, answer.html || "");
      stop(answer.state === "closed" ? words.closed : words.forbidden);
      tell(entry.code, stopped, { state: "failed" });
    } else if (status === 409) {
      done();
      messages(entry.code, answer.html);
      tell(entry.code, words.conflict, { state: "failed" });
      pump();
    } else if (status === 200 && answer.state === "refused") {
      done();
      messages(entry.code, answer.html);
      if (newest) {
        mark(entry.code, entry.field, true);
        tell(entry.code, words.refused, { state: "failed", also: question(entry.code).querySelector(".refusal").textContent });
      }
      pump();
    } else if (status === 200 && answer.state) {
      done();
      acknowledged(entry);
      if (newest) {
        messages(entry.code, "");
        mark(entry.code, entry.field, false);
        newer(entry, answer.version);
        if (entry.field !== "remark") question(entry.code)?.querySelector(".earlier")?.remove(); // answered: nothing to confirm any more
        const said = answer.state === "late" ? words.late : `${words.saved} ${clock(answer.at)}`;
        if (![...pending.values()].some((other) => other.code === entry.code)) tell(entry.code, said, { state: "saved" });
      }
      pump();
    } else if ([400, 404, 413, 422].includes(status)) {
      done(); // sent again it would be no different, and keep back what comes after it: it stays in this browser and on the page
      tell(entry.code, words.notTaken, { state: "failed" });
      pump();
    } else {
      later();
    }
  }

  const again = () => { if (pending.size) { wait = 0; pump(true); } };
  addEventListener("online", again);
  addEventListener("focus", again);
  addEventListener("pageshow", () => { leaving = false; });
  document.addEventListener("signed-out", () => { gone = true; pending.clear(); });

  // What was left from before: put it back into its field and send it

  /* A draft whose save had come through, and whose answer had not: what the page showed is newer than it. */
  function newer(entry, version) {
    const [values, ticked] = entry.shown || [];
    if (values && version < +question(entry.code).dataset.version) fill(entry.code, entry.field, values, ticked);
  }

  if (words.editable) {
    store.all().forEach((entry) => {
      entry.due = 0;
      pending.set(entry.id, entry);
      if (question(entry.code) && form) {
        entry.shown = [values(entry.code, entry.field), isTicked(entry.code)];
        fill(entry.code, entry.field, entry.values, entry.ticked);
        tell(entry.code, words.restored, { state: "saving" });
      } else {
        notice(words.waiting);
      }
    });
    pump();
  }

  if (!form) return;

  // What the person does

  const FIELD = { value: "value", na: "not_applicable", reason: "not_applicable", remark: "remark" };

  function changed(event, pause) {
    const place = event.target.closest("[data-question]");
    if (!place) return;
    const code = place.dataset.question;
    const name = event.target.name.slice(code.length + 1);
    const field = FIELD[name];
    if (!field) return;
    if (event.target.type === "checkbox" && name === "value" && event.target.checked) {
      named(code, "value").forEach((box) => { if ((box.value === "none") !== (event.target.value === "none")) box.checked = false; });
    }
    if (name === "value") named(code, "na").forEach((box) => { box.checked = false; });
    edit(code, field, pause);
    if (name === "na" && !event.target.checked && values(code, "value").some(Boolean)) edit(code, "value", 0);
    if (name === "na" && event.target.checked) named(code, "reason")[0].focus();
  }

  form.addEventListener("input", (event) => { if (isText(event.target)) changed(event, PAUSE); });
  form.addEventListener("change", (event) => {
    if (event.target.closest("[data-photos]")) return; // photos.js sends those
    if (event.target.type === "file") return large(event.target);
    if (!isText(event.target)) return changed(event, 0);
    pending.forEach((entry) => { entry.due = 0; });
    return pump();
  });

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const code = (button.closest("[data-question]") || { dataset: {} }).dataset.question;
    if (button.hasAttribute("data-retry")) again();
    else if (button.name === "clear") {
      event.preventDefault();
      named(code, "value").forEach((each) => { each.checked = false; });
      edit(code, "value", 0);
      (named(code, "value")[0] || button).focus();
    } else if (button.name === "keep" || button.name === "take") {
      event.preventDefault();
      choose(code, button);
    } else if (button.name === "add" || button.name === "remove") {
      event.preventDefault();
      evidence(code, button);
    }
  });

  function choose(code, button) {
    const box = button.closest("[data-conflict]");
    const field = box.dataset.conflict;
    (field === "remark" ? ["remark"] : ["value", "not_applicable"]).forEach((each) => { seen[`${code}/${each}`] = +box.dataset.shown; });
    const entry = store.all().find((each) => each.id === `${code}/${field}`);
    if (entry) store.drop(entry);
    const texts = [...box.querySelectorAll("data")].map((each) => each.value);
    if (button.name === "take") fill(code, field, texts, Boolean(texts[0]));
    messages(code, "");
    const first = named(code, field === "not_applicable" ? "reason" : field).find((each) => !/^(radio|checkbox)$/.test(each.type) || each.checked);
    (first || question(code)).focus();
    if (button.name === "keep") edit(code, field, 0);
    else tell(code, `${words.saved} ${clock()}`, { state: "saved" });
  }

  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      pending.forEach((entry) => tell(entry.code, unsent(), { state: "failed", retry: true }));
      notice(unsent());
      return;
    }
    leaving = true; // the form carries everything
    clearTimeout(timer);
  });

  // Evidence: sent by itself, so that nothing else on the page moves

  function say(state, text, wrong) {
    state.textContent = text;
    state.classList.toggle("failed", Boolean(wrong));
  }

  function large(input) {
    const state = input.closest("[data-evidence]").querySelector("[data-upload]");
    const over = [...input.files].find((file) => file.size > LARGEST_FILE);
    const all = [...form.querySelectorAll("input[type=file]")].flatMap((each) => [...each.files]);
    const tooMuch = !over && all.reduce((sum, file) => sum + file.size, 0) > LARGEST_TOGETHER;
    say(state, over ? tooLarge(over) : tooMuch ? words.together.replace("{name}", input.files[0].name) : "", over || tooMuch);
    if (over || tooMuch) input.value = "";
  }

  /* What was just given here may be given beside the other questions as well, and what is gone may not. */
  function offer(options) {
    form.querySelectorAll("[data-again]").forEach((place) => {
      const list = place.querySelector("select"), chosen = list.value;
      const here = [...place.closest("[data-evidence]").querySelectorAll(".evidence a")].map((each) => each.getAttribute("href"));
      const all = document.createElement("select");
      all.innerHTML = options;
      const left = [...all.options].filter((each) => !here.some((address) => address.includes(each.value)));
      list.replaceChildren(list.options[0], ...left);
      list.value = left.some((each) => each.value === chosen) ? chosen : "";
      place.hidden = !left.length;
    });
  }

  const tooLarge = (file) => words.tooLarge.replace("{name}", file ? file.name : "…");

  function evidence(code, button) {
    const place = question(code).querySelector("[data-evidence]");
    const bar = place.querySelector("progress");
    const state = place.querySelector("[data-upload]");
    const body = new FormData();
    const file = button.name === "add" ? named(code, "file")[0].files[0] : null;
    body.append("question", code);
    body.append("person", words.user);
    body.append(button.name, button.value);
    if (button.name === "add") {
      ["link", "on-site", "again", "title", "about", "language"].forEach((name) => body.append(`${code}-${name}`, named(code, name)[0].value));
      if (file) body.append(`${code}-file`, file);
    }
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => { bar.hidden = false; bar.max = event.total; bar.value = event.loaded; };
    const failed = () => { bar.hidden = true; say(state, words.notSent, true); button.disabled = false; };
    request.onerror = request.ontimeout = failed;
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* not ours */ }
      if (request.status === 401) notice(answer.state === "someone_else" ? words.someoneElse : words.signedOut, true);
      if (request.status === 413) { failed(); say(state, tooLarge(file), true); return; }
      if (!answer.html) { failed(); return; }
      if (answer.state === "closed") { messages(code, answer.html); stop(words.closed); failed(); return; }
      const before = place.querySelectorAll(".evidence > li").length;
      place.innerHTML = answer.html;
      const more = place.querySelectorAll(".evidence > li").length > before;
      offer(answer.files);
      const target = place.querySelector(".is-invalid") || place.querySelector("summary");
      if (target) target.focus();
      tell(code, answer.state === "saved" ? `${words.saved} ${clock()}` : more ? words.inPart : words.refused, { state: answer.state === "saved" ? "saved" : "failed" });
    };
    button.disabled = true;
    say(state, words.sending);
    request.send(body);
  }
})();

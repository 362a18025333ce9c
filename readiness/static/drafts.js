/* The answers that are kept in this browser until the server has them, and signing out with some of them unsent.

   A draft is one field of one question, under levier/<person>/<assessment>/<question>/<field>. autosave.js writes them; the
   page of a person reads and sends those of that person only, and says with each whose it is, so that the server refuses it
   where somebody else has signed in meanwhile in this browser. */
"use strict";

const drafts = (() => {
  const TIMEOUT = 20000;

  const store = {
    put(name, entry) { try { localStorage.setItem(name, JSON.stringify(entry)); return true; } catch { return false; /* full or forbidden */ } },
    drop(name, entry) {
      try {
        const kept = JSON.parse(localStorage.getItem(name) || "null");
        if (kept && kept.key === entry.key) localStorage.removeItem(name);
      } catch { /* forbidden */ }
    },
    names(prefix) { try { return Object.keys(localStorage).filter((name) => name.startsWith(prefix)); } catch { return []; } },
    all(prefix) {
      const read = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
      return store.names(prefix).map((name) => [name, read(name)]).filter(([, entry]) => entry && entry.key && entry.url)
        .sort(([, one], [, other]) => one.sequence - other.sequence);
    },
    clear(prefix) { store.names(prefix).forEach((name) => { try { localStorage.removeItem(name); } catch { /* forbidden */ } }); },
    forgetPhotos(keys) {
      return new Promise((done) => {
        const request = indexedDB.open("levier", 1); // as photos.js opens it
        request.onupgradeneeded = () => request.result.createObjectStore("photos", { keyPath: "key" });
        request.onerror = done;
        request.onsuccess = () => {
          const transaction = request.result.transaction("photos", "readwrite");
          transaction.oncomplete = transaction.onabort = () => { request.result.close(); done(); };
          keys.forEach((key) => transaction.objectStore("photos").delete(key));
        };
      });
    },
  };

  /* Send one draft of a person's; return [HTTP status, what was answered], status 0 where no answer came. */
  async function send(entry, person, token, patience = TIMEOUT) {
    const body = new URLSearchParams({ field: entry.field, version: entry.version, page: entry.page, sequence: entry.sequence, key: entry.key, person });
    entry.values.forEach((value) => body.append("value", value));
    if (entry.ticked) body.append("ticked", "yes");
    const stop = new AbortController();
    const alarm = setTimeout(() => stop.abort(), patience);
    try {
      const response = await fetch(entry.url, {
        method: "POST", body, signal: stop.signal, credentials: "same-origin", redirect: "error",
        headers: { "X-CSRFToken": token, Accept: "application/json" },
      });
      return [response.status, await response.json().catch(() => ({}))];
    } catch {
      return [0, {}];
    } finally {
      clearTimeout(alarm);
    }
  }

  return { store, send };
})();

// Signing out: what can be sent is sent first; what cannot is told, and goes only when the person says so

(() => {
  const box = document.getElementById("unsent");
  if (!box) return;
  const { store, send } = drafts;
  const words = box.dataset;
  const mine = `levier/${words.person}/`, over = `levier/out/${words.person}`;
  const PATIENCE = 8000;
  const leave = document.getElementById("unsent-leave"), stay = document.getElementById("unsent-stay");
  const state = document.getElementById("unsent-state");
  let form = null;

  const tokenOf = (each) => each.elements.csrfmiddlewaretoken.value;

  async function sendAll() {
    for (const [name, entry] of store.all(mine)) {
      if (entry.photo) continue; // its own page sends it
      const [status, answer] = await send(entry, words.person, tokenOf(form), PATIENCE);
      if (!status) return;
      if (status === 200 && answer.state !== "refused") store.drop(name, entry);
    }
  }

  function ask() {
    const codes = [...new Set(store.all(mine).map(([, entry]) => entry.code))];
    const count = new Set(store.all(mine).map(([, entry]) => entry.url)).size;
    document.getElementById("unsent-count").textContent = (count === 1 ? words.one : words.many).replace("{count}", count);
    document.getElementById("unsent-codes").textContent = codes.join(", ");
    state.textContent = "";
    box.showModal();
    stay.focus();
  }

  document.querySelectorAll("form[data-sign-out]").forEach((each) => each.addEventListener("submit", async (event) => {
    if (!store.all(mine).length) return;
    event.preventDefault();
    if (form) return; // pressed twice
    form = each;
    const button = each.querySelector("button"), said = button.textContent;
    button.textContent = words.sending;
    await sendAll();
    button.textContent = said;
    if (store.all(mine).length) ask();
    else each.submit();
  }));

  box.addEventListener("close", () => { form = null; });
  stay.addEventListener("click", () => box.close());
  leave.addEventListener("click", async () => {
    leave.disabled = true;
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual",
    }).catch(() => null);
    leave.disabled = false;
    if (!answer || (answer.type !== "opaqueredirect" && !answer.ok)) { state.textContent = words.failed; return; }
    const photos = store.all(mine).filter(([, entry]) => entry.photo).map(([, entry]) => entry.key);
    if (photos.length) await store.forgetPhotos(photos);
    store.clear(mine);
    try { localStorage.setItem(over, "yes"); localStorage.removeItem(over); } catch { /* forbidden */ }
    location.assign("/");
  });

  // Signed out and removed in another window: this one forgets what it holds, too
  addEventListener("storage", (event) => { if (event.key === over) { document.dispatchEvent(new Event("signed-out")); location.reload(); } });
})();

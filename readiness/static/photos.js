/* Keeps photos on this device until the server has them: each under a key, so that one that is sent again is kept once.

   They lie in IndexedDB, which holds files. Beside each, localStorage has a line under levier/<person>/photo/<key>, by which
   drafts.js knows at signing out that something is unsent. A photo is made smaller before: 2000 pixels are enough to read a
   screen, and a phone's own would take minutes on a slow line. Without this script the form sends what was chosen. */
"use strict";

(() => {
  const config = document.getElementById("photos");
  if (!config) return;
  const words = config.dataset;
  const STORE = "photos", LONGEST_SIDE = 2000, LONGEST_WAIT = 30000, PATIENCE = 60000;
  const mine = `levier/${words.user}/photo/`;
  const unkept = new Map(); // where the device keeps nothing: as long as the page is open
  let busy = false, more = false, wait = 0, timer = 0;

  // What is kept on this device

  const opened = () => new Promise((done, failed) => {
    const request = indexedDB.open("levier", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

  async function through(mode, act) {
    const database = await opened();
    try {
      return await new Promise((done, failed) => {
        const transaction = database.transaction(STORE, mode);
        const request = act(transaction.objectStore(STORE));
        transaction.oncomplete = () => done(request.result);
        transaction.onerror = transaction.onabort = () => failed(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  async function keep(photo) {
    try {
      await through("readwrite", (store) => store.put(photo));
      localStorage.setItem(mine + photo.key, JSON.stringify({ key: photo.key, url: photo.url, code: photo.code, photo: true, sequence: photo.sequence }));
      return true;
    } catch {
      unkept.set(photo.key, photo);
      return false;
    }
  }

  async function forget(photo) {
    unkept.delete(photo.key);
    try { localStorage.removeItem(mine + photo.key); await through("readwrite", (store) => store.delete(photo.key)); } catch { /* forbidden */ }
  }

  async function waiting() {
    let kept = [];
    try { kept = await through("readonly", (store) => store.getAll()); } catch { /* forbidden */ }
    return [...kept, ...unkept.values()].filter((each) => each.person === words.user).sort((one, other) => one.sequence - other.sequence);
  }

  // What is on the page

  const listOf = (photo) => {
    const place = document.querySelector(`[data-photos="${CSS.escape(photo.code)}"]`);
    return place && place.dataset.add === photo.url ? place.querySelector("[data-photo-list]") : null;
  };

  function line(photo) {
    const list = listOf(photo);
    if (!list) return null;
    let item = list.querySelector(`[data-key="${photo.key}"]`);
    if (!item) {
      item = document.createElement("li");
      item.dataset.key = photo.key;
      item.append(document.createElement("bdi"), " ", document.createElement("span"));
      item.querySelector("bdi").textContent = photo.name;
      item.querySelector("span").className = "note";
      item.querySelector("span").setAttribute("role", "status");
      list.append(item);
    }
    return item;
  }

  function tell(photo, text, state) {
    const item = line(photo);
    if (!item) return;
    item.dataset.sent = state;
    item.querySelector("span").textContent = text;
  }

  function saved(photo, answer) {
    const item = line(photo);
    if (!item) return;
    if (item.querySelector("a")) return; // the page knew it already
    const link = document.createElement("a");
    Object.assign(link, { href: answer.url, download: "" });
    link.append(item.querySelector("bdi"));
    item.prepend(link);
    tell(photo, words.saved, "saved");
  }

  function refused(photo, message) {
    tell(photo, `${words.refused} ${message}`, "refused");
    const item = line(photo);
    if (!item || item.querySelector("button")) return;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn-plain", textContent: words.discard });
    button.addEventListener("click", async () => { await forget(photo); item.remove(); });
    item.append(" ", button);
  }

  // Sending, one after the other

  const token = () => {
    const found = document.cookie.split("; ").find((each) => each.startsWith(words.cookie + "="));
    return found ? decodeURIComponent(found.slice(words.cookie.length + 1)) : "";
  };

  async function post(photo) {
    const body = new FormData();
    body.append("key", photo.key);
    body.append("person", photo.person);
    body.append("photo", photo.blob, photo.name);
    const stop = new AbortController();
    const alarm = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const response = await fetch(photo.url, {
        method: "POST", body, signal: stop.signal, credentials: "same-origin", redirect: "error",
        headers: { "X-CSRFToken": token(), Accept: "application/json" },
      });
      return [response.status, await response.json().catch(() => ({}))];
    } catch {
      return [0, {}];
    } finally {
      clearTimeout(alarm);
    }
  }

  async function pump() {
    clearTimeout(timer);
    more = busy;
    if (busy) return;
    busy = true;
    for (const photo of await waiting()) {
      if (photo.refused) { refused(photo, photo.refused); continue; }
      tell(photo, words.sending, "sending");
      const [status, answer] = await post(photo);
      if (status === 200 && answer.state === "saved") {
        await forget(photo);
        saved(photo, answer);
        wait = 0;
      } else if ((status === 200 && answer.state === "refused") || [400, 403, 404, 413, 422].includes(status)) {
        photo.refused = answer.message || " ";
        await keep(photo);
        refused(photo, photo.refused);
      } else {
        tell(photo, status === 401 ? words.signedOut : unkept.has(photo.key) ? words.noRoom : words.waiting, "waiting");
        wait = Math.min(wait ? wait * 2 : 2000, LONGEST_WAIT);
        timer = setTimeout(pump, wait);
        break;
      }
    }
    busy = false;
    if (more) await pump(); // one was taken meanwhile
  }

  // What the person does

  const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (+digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+digit / 4)))).toString(16));

  /* Return the picture made smaller, as it is where it is small or cannot be read: the server then says what is wrong. */
  async function smaller(file) {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = LONGEST_SIDE / Math.max(picture.width, picture.height);
      if (scale >= 1 && file.size < 1024 * 1024) return file;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * Math.min(scale, 1));
      canvas.height = Math.round(picture.height * Math.min(scale, 1));
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
      return blob && blob.size < file.size ? blob : file;
    } catch {
      return file;
    }
  }

  async function taken(input) {
    const place = input.closest("[data-photos]");
    const files = [...input.files];
    input.value = "";
    for (const file of files) {
      const blob = await smaller(file);
      const name = blob === file ? file.name : `${file.name.replace(/\.[^.]*$/, "")}.jpg`;
      const photo = { key: uuid(), person: words.user, code: place.dataset.photos, url: place.dataset.add, name, blob, sequence: Date.now() };
      const kept = await keep(photo);
      tell(photo, kept ? words.waiting : words.noRoom, "waiting");
    }
    wait = 0;
    await pump();
  }

  document.addEventListener("change", (event) => { if (event.target.matches("[data-photos] input[type=file]")) taken(event.target); });
  const again = () => { wait = 0; pump(); };
  addEventListener("online", again);
  addEventListener("focus", again);
  waiting().then((found) => { found.forEach((photo) => tell(photo, words.waiting, "waiting")); if (found.length) pump(); });
})();

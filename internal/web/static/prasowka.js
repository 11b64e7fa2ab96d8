// prasowka: what the keyboard adds. Every screen works without this file.
"use strict";
(() => {
  const typing = (t) => t instanceof Element && t.closest("input, textarea, select, [contenteditable]");
  const items = () => [...document.querySelectorAll("[data-item]")];
  let at = -1;

  const select = (i) => {
    const all = items();
    if (!all.length) return;
    all[at]?.classList.remove("here");
    at = Math.max(0, Math.min(i, all.length - 1));
    all[at].classList.add("here");
    all[at].scrollIntoView({ block: "nearest" });
    all[at].querySelector("a")?.focus({ preventScroll: true });
  };
  // press clicks the control of the chosen item (or of the page) that answers a key.
  const press = (key) => {
    const place = items()[at] ?? document;
    const control = place.querySelector(`[data-key="${key}"]`) ?? document.querySelector(`main [data-key="${key}"]`);
    control?.click();
  };
  const keys = {
    "/": () => document.querySelector("input[type=search]")?.focus(),
    j: () => select(at + 1),
    k: () => select(at - 1),
    o: () => items()[at]?.querySelector("a")?.click(),
    m: () => press("m"), s: () => press("s"), p: () => press("p"), t: () => press("t"),
    "?": () => document.getElementById("keys")?.showModal(),
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target) || document.querySelector("dialog[open]")) return;
    const act = keys[e.key];
    if (!act) return;
    e.preventDefault();
    act();
  });

  // The menu is open where there is room for it; on a phone it opens by hand.
  const menu = document.querySelector(".side details");
  const wide = matchMedia("(min-width: 56.01rem)");
  const fit = () => { if (menu) menu.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();

  document.querySelectorAll("[data-open]").forEach((b) =>
    b.addEventListener("click", () => document.getElementById(b.dataset.open)?.showModal()));

  // The length of a correction against the fragment, while one writes (art. 31a ust. 6 pr. pras.).
  const measured = document.querySelector("[data-measured]"), fragment = document.querySelector("[data-fragment]"), meter = document.querySelector("[data-meter]");
  if (measured && fragment && meter) {
    const count = (s) => { const t = s.trim(); return [[...t].length, [...t.replace(/\s/g, "")].length, t ? t.split(/\s+/).length : 0]; };
    const show = () => {
      const f = count(fragment.value), t = count(measured.value);
      if (!f[0]) { meter.textContent = ""; return; }
      const ratio = Math.max(...t.map((n, i) => f[i] ? n / f[i] : 0));
      meter.textContent = `Długość: ${Math.round(100 * ratio)}% fragmentu (najwyżej 200%). Znaki ${t[0]} do ${f[0]}, bez spacji ${t[1]} do ${f[1]}, słowa ${t[2]} do ${f[2]}.` + (ratio > 2 ? " Za długo." : ratio > 1.8 ? " Blisko granicy." : "");
    };
    measured.addEventListener("input", show);
    fragment.addEventListener("input", show);
    show();
  }
  // A fragment is picked by selecting it in the article.
  const pick = document.querySelector("[data-pick]");
  if (pick) {
    pick.hidden = false;
    pick.addEventListener("click", () => {
      const chosen = String(getSelection()).trim(), field = document.querySelector(`[name="${pick.dataset.pick}"]`);
      if (!chosen || !field) return;
      field.value = chosen;
      field.dispatchEvent(new Event("input"));
      field.focus();
    });
  }

  // A screen that lives asks for its own fresh part now and then, while it is seen.
  const live = document.querySelector("[data-live]");
  if (live) {
    const box = document.getElementById("live-note");
    setInterval(async () => {
      if (document.hidden || document.querySelector("dialog[open]")) return;
      try {
        const answer = await fetch(location.href, { headers: { "X-Part": "live" } });
        if (!answer.ok) return;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
        if (!fresh || fresh.dataset.live === live.dataset.live) return;
        const focused = live.contains(document.activeElement);
        if (focused) { if (box) box.textContent = "Są nowe pozycje. Odśwież stronę, aby je zobaczyć."; return; }
        live.replaceChildren(...fresh.childNodes);
        live.dataset.live = fresh.dataset.live;
        if (box) box.textContent = "Lista została odświeżona.";
      } catch { /* the server is away; the next round tries again */ }
    }, 5000);
  }
})();

"use strict";
// Renews the live part of a page while the page is in sight. Without it the page is complete, and does not change.
(() => {
  const live = document.getElementById("live");
  if (!live || !window.EventSource) return;
  let source = null;
  const busy = () => live.contains(document.activeElement) || String(document.getSelection()) !== "";
  const open = () => {
    if (source) return;
    source = new EventSource(live.dataset.stream);
    source.onmessage = (event) => { if (!busy()) live.innerHTML = event.data; live.classList.remove("stale"); };
    source.onerror = () => live.classList.add("stale");
  };
  const close = () => { if (source) source.close(); source = null; };
  document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
  window.addEventListener("pagehide", close);
  if (!document.hidden) open();
})();
// Presses what a key belongs to, while nothing is being written: a button, a link, or a field to write in.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  const field = event.target.closest("input, textarea, select");
  if (field) { if (event.key === "Escape") field.blur(); return; }
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("textarea")) wanted.focus(); else wanted.click();
});

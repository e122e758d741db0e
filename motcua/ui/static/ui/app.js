// What a page gains when scripts run. Every page works without this file.
(() => {
  "use strict";
  const KEYS_OFF = "motcua-keys-off";

  const focusErrors = (root) => root.querySelector(".govuk-error-summary")?.focus();

  const remember = (name, value) => {
    try { return value === undefined ? localStorage.getItem(name) : localStorage.setItem(name, value); } catch { return null; }
  };

  // A second press of the same button sends nothing; the button keeps its name and value in the first.
  const guardSubmit = (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    (event.submitter || form.querySelector("button")).setAttribute("aria-disabled", "true");
  };

  const releaseForms = () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
    });
  };

  const rows = () => [...document.querySelectorAll(".work tbody th[scope=row] a")];

  const move = (step) => {
    const links = rows();
    if (!links.length) return;
    let at = links.indexOf(document.activeElement);
    if (at < 0) at = links.findIndex((link) => link.closest("tr").hasAttribute("aria-current")) - (step < 0 ? 0 : 1);
    links[Math.min(Math.max(at + step, 0), links.length - 1)].focus();
  };

  const help = () => {
    const box = document.querySelector("[data-keys-help]");
    if (!box) return;
    box.open = !box.open;
    box.querySelector("summary").focus();
  };

  const picks = () => [...document.querySelectorAll("input[data-pick]")];

  const pickAll = (on) => picks().forEach((each) => { each.checked = on; });

  const pickRow = () => {
    const box = document.activeElement.closest("tr")?.querySelector("input[data-pick]");
    if (box) box.checked = !box.checked;
  };

  const pickEvery = () => {
    const control = document.querySelector("input[data-pick-all]");
    if (!control) return;
    control.checked = !picks().every((each) => each.checked);
    pickAll(control.checked);
  };

  const showPicks = () => {
    const control = document.querySelector("input[data-pick-all]");
    if (!control) return;
    control.hidden = false;
    control.addEventListener("change", () => pickAll(control.checked));
  };

  const ACTIONS = {
    x: pickRow,
    a: pickEvery,
    j: () => move(1),
    k: () => move(-1),
    "/": () => document.querySelector(".filters input[type=search], [data-key-search]")?.focus(),
    "?": help,
  };

  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || remember(KEYS_OFF)) return;
    const key = event.key.toLowerCase();
    const button = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key.toLowerCase() === key);
    const act = button ? () => button.click() : ACTIONS[key];
    if (act) { event.preventDefault(); act(); }
  };

  const showKeys = () => {
    const box = document.querySelector("[data-keys-help]");
    if (!box) return;
    box.hidden = false;
    const control = box.querySelector("[data-keys-switch]");
    control.checked = !remember(KEYS_OFF);
    control.addEventListener("change", () => remember(KEYS_OFF, control.checked ? "" : "1"));
    document.addEventListener("keydown", onKey);
  };

  // Menus close on Escape and when the focus or the pointer leaves them.
  const closeMenus = (event) => {
    document.querySelectorAll("details.menu[open], details.person[open]").forEach((menu) => {
      const escaped = event.type === "keydown" && event.key === "Escape";
      if (escaped && menu.contains(event.target)) menu.querySelector("summary").focus();
      if (escaped || (event.type === "click" && !menu.contains(event.target))) menu.open = false;
    });
  };

  document.addEventListener("submit", guardSubmit);
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", closeMenus);
  window.addEventListener("pageshow", releaseForms);
  window.addEventListener("beforeprint", () => document.querySelectorAll("details.why").forEach((each) => { each.open = true; }));
  document.addEventListener("htmx:afterRequest", releaseForms);
  document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));
  document.addEventListener("DOMContentLoaded", () => { focusErrors(document); showKeys(); showPicks(); });
})();

// Notices that scripts show, in a corner or above the page.
import { sentence } from "./sentences.js";

const ICONS = { success: "circle-check", error: "alert-circle", warning: "alert-triangle", info: "info-circle" };
const SECONDS = { success: 5, info: 8, warning: 12, error: 0 }; // an error stays until it is closed

function drawing(name) {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  const sprite = document.querySelector("svg.icon use")?.getAttribute("href")?.split("#")[0] ?? "";
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${sprite}#${name}`);
  icon.append(use);
  return icon;
}

export function notice(text, level = "info", button = null) {
  const box = document.createElement("div");
  box.className = `notice notice-${level}`;
  if (level === "error") box.setAttribute("role", "alert");
  const words = document.createElement("div");
  words.className = "notice-words";
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "notice-close";
  close.dataset.dismiss = "";
  close.setAttribute("aria-label", sentence("close"));
  close.append(drawing("x"));
  box.append(drawing(ICONS[level] ?? ICONS.info), words, ...(button ? [button] : []), close);
  return box;
}

export function toast(text, level = "info", button = null) {
  const box = notice(text, level, button);
  document.getElementById("toasts")?.append(box);
  const seconds = SECONDS[level] ?? 8;
  if (seconds && !button) setTimeout(() => box.remove(), seconds * 1000);
  return box;
}

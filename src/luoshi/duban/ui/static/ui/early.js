// Before anything is drawn: the page knows that scripts run, so that menus may start closed.
document.documentElement.classList.add("scripted");

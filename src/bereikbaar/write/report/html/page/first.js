// Before anything is drawn: the page looks from the start as it will with scripts.
document.documentElement.classList.add("scripts");

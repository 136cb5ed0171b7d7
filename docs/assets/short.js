// A short address serves both languages: the reader's own is chosen, and the links stay for who comes back.
const wanted = (navigator.languages || [navigator.language]).find((tag) => /^(kk|ru)\b/i.test(tag || ""));
const link = document.querySelector(`a[data-language="${/^ru/i.test(wanted || "") ? "ru" : "kk"}"]`);
if (link) location.replace(link.href);

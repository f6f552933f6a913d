// A change of language keeps the paragraph: the part of the address behind # goes along. Without script, the page does.

for (const link of document.querySelectorAll(".switch a[hreflang]")) {
  link.addEventListener("click", () => {
    link.hash = window.location.hash;
  });
}

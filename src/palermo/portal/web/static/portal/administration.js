// Starts the widgets that Wagtail's own templates start with scripts of their own within the page, which the policy of the
// site does not allow: a template element says which, for which field, with what options.
(() => {
  const start = (element) => {
    const { start: name, field, options } = element.dataset;
    element.remove();
    const begin = window[name];
    if (field) {
      begin(field, JSON.parse(options));
    } else {
      new begin(JSON.parse(options));
    }
  };
  const look = (root) => {
    for (const element of root.querySelectorAll("template[data-start]")) {
      start(element);
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    look(document);
    // Rows that are added to a list of forms, and what opens in a dialog.
    new MutationObserver((changes) => {
      for (const change of changes) {
        for (const node of change.addedNodes) {
          if (node.nodeType === Node.ELEMENT_NODE && node.isConnected) {
            look(node.parentNode ?? node);
          }
        }
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
})();

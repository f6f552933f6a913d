// A security key that did not answer is said on the page, not only in the browser's console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("key-failed");
  if (said) said.hidden = false;
});

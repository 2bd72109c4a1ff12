// The drafts of a person's entry pages go with a sign-out that the person chose, once it has happened. A session that
// merely ended leaves them there.
(() => {
  "use strict";

  const SIGN_OUT = "nhap-dang-xuat";
  const draftKeys = (user) => Object.keys(localStorage).filter((key) => key.startsWith(`nhap/${user}/`));
  try {
    const user = localStorage.getItem(SIGN_OUT);
    localStorage.removeItem(SIGN_OUT);
    if (user && !document.body.dataset.user) {
      for (const key of draftKeys(user)) localStorage.removeItem(key);
    }
  } catch { /* without storage there are no drafts */ }
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-sign-out]");
    if (!form) return;
    try {
      const { user } = document.body.dataset;
      const number = draftKeys(user).length;
      if (number && !window.confirm(form.dataset.signOut.replace("#", number))) event.preventDefault();
      else localStorage.setItem(SIGN_OUT, user);
    } catch { /* without storage there are no drafts */ }
  });
})();

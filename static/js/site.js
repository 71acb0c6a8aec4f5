/* What the frame does when JavaScript is there: close the menu with Escape, share or copy a link, print. */
(() => {
  "use strict";

  const menu = document.querySelector("[data-menu]");
  if (menu) {
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  }

  /* <button type="button" data-print hidden> */
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  async function share(button) {
    const page = { title: document.title, url: button.dataset.shareUrl || window.location.href };
    if (navigator.share) {
      await navigator.share(page);
      return;
    }
    await navigator.clipboard.writeText(page.url);
    const status = document.getElementById(button.dataset.shareStatus);
    if (status) {
      status.textContent = button.dataset.shareDone;
    }
  }

  /* <button type="button" data-share data-share-status="id" data-share-done="text" hidden>, and a role="status" */
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = !navigator.share && !navigator.clipboard;
    button.addEventListener("click", () => {
      share(button).catch(() => {
        /* The visitor closed the share sheet, or the browser refused: nothing was lost. */
      });
    });
  }
})();

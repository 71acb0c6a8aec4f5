/* "Show what this changes" beside the synonyms: sends what stands in the editor now to a tab of its own. The editor's
   own form is not submitted, so it still warns about unsaved changes. Without JavaScript the button itself does it. */

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-synonym-preview]");
  if (!button || !button.form) {
    return;
  }
  event.preventDefault();
  const copy = document.createElement("form");
  Object.assign(copy, { method: "post", action: button.formAction, target: "_blank", hidden: true });
  for (const name of ["csrfmiddlewaretoken", "name", "synonyms"]) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value: button.form.elements.namedItem(name).value });
    copy.append(field);
  }
  document.body.append(copy);
  copy.submit();
  copy.remove();
});

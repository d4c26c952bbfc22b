// Evidence: files dropped on a form, previews of what will be uploaded, progress while it is.
"use strict";

function pictures(form) {
  const list = form.querySelector(".previews");
  for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
  list.replaceChildren();
  for (const field of form.querySelectorAll("input[type=file]")) {
    for (const file of field.files) {
      const item = document.createElement("li");
      if (file.type.startsWith("image/")) {
        const image = document.createElement("img");
        image.src = URL.createObjectURL(file);
        image.alt = "";
        item.append(image);
      }
      item.append(`${file.name} (${Math.ceil(file.size / 1024).toLocaleString()} KB)`);
      list.append(item);
    }
  }
}

for (const form of document.querySelectorAll("form.drop")) {
  const field = form.querySelector("input[type=file][multiple]");
  form.addEventListener("change", (event) => { if (event.target.type === "file") pictures(form); });
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const all = new DataTransfer();
    for (const file of [...field.files, ...event.dataTransfer.files]) all.items.add(file);
    field.files = all.files;
    pictures(form);
  });

  const bar = form.querySelector("progress");
  form.addEventListener("htmx:xhr:progress", (event) => {
    const any = [...form.querySelectorAll("input[type=file]")].some((each) => each.files.length);
    if (!any || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.value = (100 * event.detail.loaded) / event.detail.total;
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    bar.hidden = true;
    if (event.detail.successful && form.classList.contains("upload")) {
      form.reset();
      pictures(form);
    }
  });
}

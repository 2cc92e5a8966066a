// Sentences in pieces, some of them in the colour of what they speak of.

// Write pieces, `[text, role]`, into a node, which keeps what is the same.
export function pieces(node, said, theme) {
  while (node.childElementCount > said.length) node.lastElementChild.remove();
  said.forEach(([text, role], i) => {
    const span = node.children[i] ?? node.appendChild(document.createElement("span"));
    if (span.textContent !== text) span.textContent = text;
    span.style.color = role ? theme.roles[role] : "";
    span.style.fontWeight = role ? 600 : "";
  });
}

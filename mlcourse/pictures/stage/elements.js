// Elements of the page.

export function element(parent, tag, name, attributes = {}) {
  const node = parent.appendChild(document.createElement(tag));
  node.className = `mlcourse-${name}`;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

// How far a page's own style zooms a node: so many pixels of the hand are one of the node's.
export const zoomOf = (node) => node.getBoundingClientRect().width / node.offsetWidth;

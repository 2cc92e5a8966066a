// Strokes and words on a canvas.

// Write words; where there is less room than they need, smaller.
export function write(c, text, x, y, room) {
  const font = c.font, share = Math.min(1, room / c.measureText(text).width);
  if (share < 1) c.font = resize(font, share);
  c.fillText(text, x, y);
  c.font = font;
}

export const resize = (font, share) => font.replace(/[\d.]+(?=px)/, (size) => share * size);

export function stroke(c, x0, y0, x1, y1) {
  c.beginPath();
  c.moveTo(x0, y0);
  c.lineTo(x1, y1);
  c.stroke();
}

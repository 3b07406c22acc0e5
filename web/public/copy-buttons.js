/**
 * Puts a button beside each link to a feed, which copies its address. A page may have 10,000 feeds: a list item gets its buttons as it
 * comes near the window, so none of a folded list has any.
 */
const told = document.querySelector('.told');
const { copy, copied, notCopied } = told.dataset;
const svg = 'http://www.w3.org/2000/svg';
/** Two sheets, and a tick. */
const pictures = { copy: 'M5 5V2h9v9h-3M2 5h9v9H2Z', done: 'M2 9l4 4 8-10' };
/** How long it shows that an address was copied, in ms. */
const shownMs = 4000;

const picture = () => {
  const path = document.createElementNS(svg, 'path');
  for (const [name, value] of Object.entries({ fill: 'none', stroke: 'currentColor', 'stroke-width': '1.5' }))
    path.setAttribute(name, value);
  const drawing = document.createElementNS(svg, 'svg');
  for (const [name, value] of Object.entries({
    viewBox: '0 0 16 16',
    width: '16',
    height: '16',
    'aria-hidden': 'true',
  }))
    drawing.setAttribute(name, value);
  drawing.append(path);
  path.setAttribute('d', pictures.copy);
  return drawing;
};

let times = 0;

/** Says it, also where it is what was said before; it goes after a while, or stays until the next. */
const tell = (words, address, ms) => {
  times += 1;
  const time = times;
  told.textContent = '';
  requestAnimationFrame(() => {
    if (time === times) told.textContent = `${words} ${address}`;
  });
  if (ms === undefined) return;
  setTimeout(() => {
    if (time === times) told.textContent = '';
  }, ms);
};

const copyAddress = async (link, path) => {
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    // refused, or no clipboard without https: whoever reads the address can still copy it by hand
    tell(notCopied, link.href);
    return;
  }
  path.setAttribute('d', pictures.done);
  setTimeout(() => path.setAttribute('d', pictures.copy), shownMs);
  tell(copied, link.href, shownMs);
};

const addButton = (link, name) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.title = copy;
  button.setAttribute('aria-label', `${copy}: ${name}, ${link.textContent}`);
  const drawing = picture();
  button.append(drawing);
  button.addEventListener('click', () => copyAddress(link, drawing.firstChild));
  link.after(button);
};

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      const name = target.querySelector('bdi').textContent;
      for (const link of target.querySelectorAll('a')) addButton(link, name);
    }
  },
  { rootMargin: '600px' },
);
for (const item of document.querySelectorAll('.feeds li')) near.observe(item);

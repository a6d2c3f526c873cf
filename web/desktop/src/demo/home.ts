import { Disk } from './disk';
import { type Expense, toCsv } from './expenses';

/** Whose computer the demo shows. */
export const HANDLE = 'mira';

const DAY_MS = 86_400_000;

/** The month before this one: it is whole, whenever the page is opened. */
export function lastMonth(now: Date): string {
  const month = new Date(now.getFullYear(), now.getMonth() - 1, 1);
  return month.toLocaleDateString('en', { month: 'long' });
}

export const receiptsOf = (now: Date): string => `receipts/${lastMonth(now).toLowerCase()}.csv`;

export const RECEIPTS: readonly Expense[] = [
  { day: 1, what: 'rye bread and apples', kind: 'groceries', cents: 1240 },
  { day: 2, what: 'train to Ana', kind: 'travel', cents: 3880 },
  { day: 4, what: 'soup and tea', kind: 'eating out', cents: 1150 },
  { day: 5, what: 'market', kind: 'groceries', cents: 2675 },
  { day: 8, what: 'lamp for the desk', kind: 'home', cents: 4290 },
  { day: 9, what: 'The Summer Book', kind: 'books', cents: 1100 },
  { day: 11, what: 'market', kind: 'groceries', cents: 3120 },
  { day: 14, what: 'bicycle repair', kind: 'travel', cents: 2600 },
  { day: 15, what: 'lunch with Jon', kind: 'eating out', cents: 2240 },
  { day: 18, what: 'market', kind: 'groceries', cents: 2890 },
  { day: 20, what: 'bulbs and soil', kind: 'home', cents: 1975 },
  { day: 23, what: 'coffee beans', kind: 'groceries', cents: 1380 },
  { day: 26, what: 'two paperbacks', kind: 'books', cents: 1790 },
  { day: 29, what: 'market', kind: 'groceries', cents: 2510 },
];

/** The home as it is when the demo begins; times count back from `now`. */
export function furnish(now: Date): Disk {
  const disk = new Disk();
  const put = (path: string, text: string, days: number): void =>
    void disk.write(path, text, new Date(now.getTime() - days * DAY_MS));
  put('welcome.md', WELCOME, 41);
  put('notes/today.md', TODAY, 0.1);
  put('notes/garden.md', GARDEN, 6);
  put('notes/books.txt', BOOKS, 12);
  put('recipes/plum-cake.md', PLUM_CAKE, 33);
  put('recipes/lentil-soup.md', LENTIL_SOUP, 19);
  put('letters/to-ana.md', TO_ANA, 3);
  put('pictures/garden-plan.svg', GARDEN_PLAN, 6);
  put(receiptsOf(now), toCsv(RECEIPTS), 1);
  put('.bashrc', '# The shell reads this file when it starts.\nalias ll="ls -l"\n', 41);
  return disk;
}

const WELCOME = `# Welcome

This is a **scripted demo** of a computer: the desktop is the real one, the computer behind it is a few small
files in this page. Nothing you do here is sent or kept.

- Move and resize the windows, open the files.
- The *Terminal* knows a handful of commands: type \`help\`.
- Press play in the bar at the top to go on with the story.
`;

const TODAY = `# Today

- [x] water the tomatoes
- [ ] answer Ana
- [ ] add up last month's receipts
`;

const GARDEN = `# Garden

| bed | now | next |
| --- | --- | --- |
| by the wall | tomatoes | garlic |
| long bed | beans | rye, to rest |
| corner | mint | mint, it stays anyway |

![The plan: tomatoes by the wall, the long bed, mint in the corner](../pictures/garden-plan.svg)
`;

const BOOKS = `read    The Summer Book
read    A Month in the Country
now     The Peregrine
next    something Jon lends me
`;

const PLUM_CAKE = `# Plum cake

200 g flour, 120 g butter, 100 g sugar, 2 eggs, a pinch of salt, 600 g plums.

1. Rub butter into flour, sugar and salt; bind with the eggs.
2. Press into a tin, plums on top, cut side up.
3. 45 minutes at 180 °C. Eat it warm.
`;

const LENTIL_SOUP = `# Lentil soup

Onion, two carrots, a stick of celery, 250 g brown lentils, bay, vinegar at the end.
Forty minutes, lid half on.
`;

const TO_ANA = `Dear Ana,

thank you for the three days. The train home was late and nobody minded.

I have put the garden plan with the pictures. Come in spring and see
whether I kept to it.

Mira
`;

const GARDEN_PLAN = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 320" font-family="system-ui, sans-serif" font-size="15">
  <rect width="480" height="320" rx="14" fill="#f4ecdf"/>
  <rect x="24" y="24" width="432" height="60" rx="10" fill="#b8543f" opacity=".85"/>
  <rect x="24" y="108" width="270" height="188" rx="10" fill="#7d9466"/>
  <rect x="318" y="196" width="138" height="100" rx="10" fill="#4f7a63"/>
  <circle cx="387" cy="140" r="34" fill="#c9a64b"/>
  <path d="M306 96v212" stroke="#a8937a" stroke-width="10" stroke-dasharray="2 8" stroke-linecap="round"/>
  <g fill="#fff"><text x="44" y="60">tomatoes, by the wall</text><text x="44" y="206">long bed: beans</text><text x="338" y="250">mint</text></g>
  <text x="366" y="145" fill="#3d3011">table</text>
</svg>
`;

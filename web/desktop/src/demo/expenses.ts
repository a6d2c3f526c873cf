/** One line of the receipts: a day of the month, what for, which kind, how much in cents. */
export interface Expense {
  readonly day: number;
  readonly what: string;
  readonly kind: string;
  readonly cents: number;
}

const HEAD = 'day,what,kind,amount';

const money = (cents: number): string => (cents / 100).toFixed(2);

export const toCsv = (expenses: readonly Expense[]): string =>
  [HEAD, ...expenses.map((it) => [it.day, it.what, it.kind, money(it.cents)].join(','))].join(
    '\n',
  ) + '\n';

export function fromCsv(text: string): Expense[] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line.includes(','))
    .map((line) => {
      const [day = '', what = '', kind = '', amount = ''] = line.split(',');
      return { day: Number(day), what, kind, cents: Math.round(Number(amount) * 100) };
    });
}

export interface Share {
  readonly kind: string;
  readonly cents: number;
  readonly count: number;
}

/** What each kind comes to, the largest first. */
export function shares(expenses: readonly Expense[]): Share[] {
  const sums = new Map<string, Share>();
  for (const { kind, cents } of expenses) {
    const before = sums.get(kind) ?? { kind, cents: 0, count: 0 };
    sums.set(kind, { kind, cents: before.cents + cents, count: before.count + 1 });
  }
  return [...sums.values()].sort((a, b) => b.cents - a.cents);
}

export const total = (expenses: readonly Expense[]): number =>
  expenses.reduce((sum, { cents }) => sum + cents, 0);

const BAR = { left: 112, width: 380, height: 20, step: 36 } as const;

/** The chart: one bar per kind, in colours for light and dark. */
export function chart(expenses: readonly Expense[]): string {
  const rows = shares(expenses);
  const most = rows[0]?.cents ?? 1;
  const bars = rows.map(({ kind, cents }, row) => {
    const y = row * BAR.step + 8;
    const width = Math.max(4, Math.round((BAR.width * cents) / most));
    return `  <text class="name" x="${BAR.left - 14}" y="${y + 14}" text-anchor="end">${kind}</text>
  <rect class="bar" x="${BAR.left}" y="${y}" width="${width}" height="${BAR.height}" rx="6" opacity="${(1 - row * 0.14).toFixed(2)}"/>
  <text class="sum" x="${BAR.left + width + 10}" y="${y + 14}">${money(cents)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 570 ${rows.length * BAR.step + 4}" font-family="system-ui, sans-serif" font-size="14">
  <style>
    .name { fill: #6b5d55 } .sum { fill: #2f2622 } .bar { fill: #a2426f }
    @media (prefers-color-scheme: dark) { .name { fill: #b9aca4 } .sum { fill: #efe8e3 } .bar { fill: #e28db3 } }
  </style>
${bars.join('\n')}
</svg>
`;
}

/** The page about a month: the sum, the chart, the sums by kind. */
export function page(month: string, expenses: readonly Expense[]): string {
  const rows = shares(expenses).map(
    ({ kind, cents, count }) => `| ${kind} | ${count} | ${money(cents)} |`,
  );
  return `# ${month}

**€ ${money(total(expenses))}** in ${expenses.length} receipts

![What was spent, by kind](chart.svg)

| kind | receipts | sum |
| --- | ---: | ---: |
${rows.join('\n')}

Made by \`track.py\` from \`expenses.csv\`.
`;
}

/** The program that the agent writes. It runs as it stands; in the demo, the shell does what it says. */
export const TRACK_PY = `"""Keeps expenses in a CSV file and writes a page about them.

  python3 track.py                          writes the page anew
  python3 track.py add 4.20 coffee [kind]   adds one first
"""
import csv
import sys
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE / "expenses.csv"
MONTH = f"{date.today().replace(day=1) - timedelta(days=1):%B}"


def read():
    with DATA.open() as file:
        return list(csv.DictReader(file))


def add(amount, what, kind="other"):
    with DATA.open("a") as file:
        csv.writer(file).writerow([date.today().day, what, kind, f"{float(amount):.2f}"])


def sums(rows):
    by_kind = {}
    for row in rows:
        by_kind.setdefault(row["kind"], []).append(float(row["amount"]))
    return sorted(by_kind.items(), key=lambda item: -sum(item[1]))


def chart(kinds):
    most = sum(kinds[0][1])
    bars = []
    for row, (kind, amounts) in enumerate(kinds):
        width = 380 * sum(amounts) / most
        bars.append(
            f'<text x="98" y="{row * 36 + 22}" text-anchor="end">{kind}</text>'
            f'<rect x="112" y="{row * 36 + 8}" width="{width:.0f}" height="20" rx="6"/>'
        )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 570 {len(kinds) * 36 + 4}">'
    (HERE / "chart.svg").write_text(head + "".join(bars) + "</svg>")


def page(rows, kinds):
    total = sum(float(row["amount"]) for row in rows)
    lines = [f"# {MONTH}", "", f"**€ {total:.2f}** in {len(rows)} receipts", ""]
    lines += ["![What was spent, by kind](chart.svg)", "", "| kind | receipts | sum |", "| --- | ---: | ---: |"]
    lines += [f"| {kind} | {len(amounts)} | {sum(amounts):.2f} |" for kind, amounts in kinds]
    (HERE / f"{MONTH}.md").write_text("\\n".join(lines) + "\\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["add"]:
        add(*sys.argv[2:])
    rows = read()
    kinds = sums(rows)
    chart(kinds)
    page(rows, kinds)
    for kind, amounts in kinds:
        print(f"{kind:<12}{sum(amounts):>9.2f}")
`;

/** What `track.py` prints. */
export const table = (expenses: readonly Expense[]): string =>
  shares(expenses)
    .map(({ kind, cents }) => `${kind.padEnd(12)}${money(cents).padStart(9)}`)
    .join('\n');

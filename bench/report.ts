import { cpus, totalmem } from 'node:os'
import { budgetText, type Row } from './figures.ts'
import type { Spread } from './numbers.ts'

const HEADS = ['', 'limit', 'ours', 'ratio', 'budget', 'met?']

/** The figures as a table: medians, and the least and most of the rounds in brackets. */
export function tableOf(rows: Row[]): string {
  const lines = rows.map(({ name, unit, limit, ours, ratio, budget, met }) => [
    unit ? `${name}, ${unit}` : name,
    limit ? spreadText(limit) : '-',
    spreadText(ours),
    ratio ? `${round(ratio.median)}x` : '-',
    budgetText(budget),
    met === undefined ? '' : met ? 'yes' : 'NO',
  ])
  const widths = HEADS.map((_, column) => Math.max(...[HEADS, ...lines].map((line) => line[column]?.length ?? 0)))
  const show = (line: string[]) =>
    line
      .map((text, column) => (column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [show(HEADS), '-'.repeat(show(HEADS).length), ...lines.map(show)].join('\n')
}

export function machineText(): string {
  const [cpu] = cpus()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  return `${cpus().length} x ${cpu?.model.trim() ?? 'unknown'}, ${memory}, ${process.platform} ${process.arch}, Node ${process.version}`
}

export function spreadText({ median, least, most }: Spread): string {
  return least === most ? round(median) : `${round(median)} [${round(least)}..${round(most)}]`
}

/** Three digits that say something. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return '?'
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

"""How the HTML page looks: ink on paper, one accent, figures of one width, hairlines; light, dark and on paper."""

STYLE = """
:root { color-scheme: light dark;
  --ink: #1b1d21; --soft: #55595f; --paper: #fdfcf9; --line: #d9d6cc; --accent: #1f4e8c }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e7e1; --soft: #a9aaa6; --paper: #16181b; --line: #3a3d41; --accent: #8db8ee }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 Charter, Georgia, serif }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.25rem 4rem }
h1 { font-size: 2rem; line-height: 1.2; font-weight: 600; margin: 0 0 .75rem; text-wrap: balance }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.75rem 0 .75rem;
  padding-top: .75rem; border-top: 1px solid var(--line) }
.lead { color: var(--soft); margin: 0 0 1.5rem }
.answer { font-size: 1.25rem }
.verdict { padding: 0; margin: 0; list-style: none }
.verdict li { padding: .5rem 0 .5rem 1rem; border-left: 2px solid var(--line); margin-bottom: .25rem }
.verdict li:first-child { border-left-color: var(--accent) }
figure { margin: 1.25rem 0 }
figcaption, footer, table, svg { font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif }
figcaption, footer { color: var(--soft); font-size: .8125rem; line-height: 1.45 }
footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--line); overflow-wrap: anywhere }
svg { width: 100%; height: auto; display: block }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.45; margin: 1.25rem 0 }
th, td { text-align: start; vertical-align: top; padding: .4rem 1rem .4rem 0; border-bottom: 1px solid var(--line) }
thead th { color: var(--soft); font-weight: 500 }
td:last-child:not(.n) { min-width: 13rem }
.wide { overflow-x: auto }
.wide svg { min-width: 36rem }
tbody th { font-weight: 500; min-width: 7.5rem }
.n { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums lining-nums }
@media print { body { font-size: 10pt } main { max-width: none; padding: 0 } tr, figure { break-inside: avoid } }
"""

"""How a check's answer looks below its cell: in Jupyter, nbconvert's pages, VS Code and Colab, in light and dark.

The rules travel with each answer, as a notebook has no page of its own to keep them. Text takes the colour of the page
it stands on; nbgrader's pages have rules for classes of the same names, which are taken back. Where an editor takes the
rules away, what is left is the same text in the same order.
"""

from __future__ import annotations

_DARK_PAGES = ('[data-jp-theme-light="false"]', ".vscode-dark", ".vscode-high-contrast", 'html[theme="dark"]')
_LIGHT = "--good:#1a7340;--bad:#b3362c;--warn:#8a5a00;--accent:#23679b;--soft:#5b636d"
_DARK = "--good:#5fc98a;--bad:#f47f72;--warn:#e2b65c;--accent:#6cb2ea;--soft:#a3acb6"
_PROSE = 'var(--jp-content-font-family,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif)'
_CODE = "var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace)"

_RULES = f"""
.grader-check{{{_LIGHT};--wash:rgba(128,128,128,.11);--line:rgba(128,128,128,.28);border-left:3px solid var(--edge);
 padding:.15em 0 .15em 1em;margin:.35em 0;max-width:50em;font:14px/1.5 {_PROSE};overflow-wrap:anywhere}}
{",".join(f"{page} .grader-check" for page in _DARK_PAGES)}{{{_DARK}}}
.grader-check.passed{{--edge:var(--good)}} .grader-check.failed{{--edge:var(--bad)}}
.grader-check.told{{--edge:var(--warn)}}
.grader-check .remark{{margin-bottom:.5em}}
.grader-check .head{{margin-bottom:.45em}} .grader-check .name{{font-weight:600}}
.grader-check .soft,.grader-check .worth{{color:var(--soft)}} .grader-check .head .soft{{margin-left:.6em}}
.grader-check .test{{display:grid;grid-template-columns:1.5em minmax(0,1fr) auto;padding:.3em 0;
 border-top:1px solid var(--line)}}
.grader-check .below{{grid-column:2;min-width:0}}
.grader-check .worth{{padding-left:1em;font-variant-numeric:tabular-nums;white-space:nowrap}}
.grader-check .mark{{font-weight:700;background:none;padding:0}}
.grader-check .good{{color:var(--good)}} .grader-check .bad{{color:var(--bad)}}
.grader-check .warn{{color:var(--warn)}} .grader-check .why{{margin-top:.2em;white-space:pre-wrap}}
.grader-check .hint{{margin-top:.2em;color:var(--accent)}}
.grader-check .tag{{display:inline-block;font-size:.8em;line-height:1.5;color:var(--soft);border:1px solid var(--line);
 border-radius:1em;padding:0 .6em;margin-left:.25em;white-space:nowrap}}
.grader-check .code{{font:12.5px/1.45 {_CODE};white-space:pre-wrap}}
.grader-check code{{font:.9em {_CODE};color:inherit;background:var(--wash);padding:.05em .3em;border-radius:3px;
 display:inline-block;max-width:100%}}
.grader-check .box{{margin-top:.35em;padding:.45em .7em;background:var(--wash);border-radius:4px}}
.grader-check .label{{margin-top:.35em;font-size:.86em;color:var(--soft);display:block;padding:0;font-weight:400;
 line-height:1.5;text-align:left;white-space:normal}}
.grader-check .formula{{padding:.15em 0 .3em;overflow:auto hidden}}
.grader-check math{{font-size:1.15em;math-style:normal}}
.grader-check .curve{{margin:.5em 0 .2em}} .grader-check .curve .label{{margin:0 0 .4em}}
.grader-check .end{{padding-top:.45em;border-top:1px solid var(--line)}} .grader-check .total{{font-weight:600}}
"""
STYLE = "<style>" + _RULES.replace("\n ", "").replace("\n", "") + "</style>"
# nbgrader's pages leave no room around the cells of tables, and those of our statements stand there, too.
NBGRADER_TABLES = (
    "<style>.text_cell_render :is(td,th){padding:.1em 1.2em .1em 0} .text_cell_render table{margin-bottom:.7em}</style>"
)

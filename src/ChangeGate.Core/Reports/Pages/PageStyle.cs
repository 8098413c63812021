using System.Security.Cryptography;
using System.Text;

namespace ChangeGate.Reports.Pages;

/// <summary>The one style sheet. Its digest stands in the page's own security policy, so no other style can apply.</summary>
internal static class PageStyle
{
    public static string Digest { get; } = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet)));

    public const string Sheet =
        """
        :root{color-scheme:light dark;--page:#fff;--ink:#1f2328;--soft:#57606a;--line:#d0d7de;--sunk:#f6f8fa;--accent:#0969da;--good:#1a7f37;--wait:#9a6700;--bad:#cf222e;--unknown:#57606a;
        --good-sunk:#eefbf1;--wait-sunk:#fff9e6;--bad-sunk:#fff3f2;--track:#e7ebef;--c1:#cf222e;--c2:#bf6a02;--c3:#8250df;--c4:#0969da;--c5:#57606a}
        @media (prefers-color-scheme:dark){:root{--page:#0d1117;--ink:#e6edf3;--soft:#8b949e;--line:#30363d;--sunk:#161b22;--accent:#58a6ff;--good:#3fb950;--wait:#d29922;--bad:#f85149;--unknown:#8b949e;
        --good-sunk:#0f1f16;--wait-sunk:#211a0c;--bad-sunk:#251416;--track:#21262d;--c1:#f85149;--c2:#db8a2c;--c3:#a371f7;--c4:#58a6ff;--c5:#8b949e}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
        main,header,footer,nav{max-width:52rem;margin:0 auto;padding:0 1.25rem}
        h1,h2,h3,p,ul,ol,dl,table,figure,pre{margin:0}
        h2{font-size:1.25rem;line-height:1.3;font-weight:600;margin:0 0 1rem}
        h3{font-size:1rem;line-height:1.4;font-weight:600}
        p+p,p+pre,pre+p,ul+p,p+ul{margin-top:.6rem}
        ul,ol{padding:0;list-style:none}
        a{color:var(--accent);text-underline-offset:.15em}
        a:focus-visible,summary:focus-visible,pre:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
        code,pre,.digest{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}
        code{font-size:.875em;overflow-wrap:anywhere;unicode-bidi:isolate}
        p code,li code,dd code,td code,h3 code{background:var(--sunk);border-radius:4px;padding:.1em .3em}
        pre{background:var(--sunk);border-radius:6px;padding:.8rem 1rem;overflow-x:auto;font-size:.8125rem;line-height:1.6;tab-size:4}
        pre code{font-size:1em;overflow-wrap:normal;background:none;padding:0}
        section{margin:3.5rem 0}
        .soft{color:var(--soft)}
        .small{font-size:.875rem}
        .mark{display:inline-block;width:1.4em;font-weight:600;text-align:center;margin-left:-.2em}
        .good{color:var(--good)}.wait{color:var(--wait)}.bad{color:var(--bad)}.unknown{color:var(--unknown)}
        .band{padding:2.25rem 0 2rem;border-bottom:1px solid var(--line)}
        .band.is-good{background:var(--good-sunk)}.band.is-wait{background:var(--wait-sunk)}.band.is-bad{background:var(--bad-sunk)}
        .verdict{display:grid;grid-template-columns:1fr auto;gap:1rem 2rem;align-items:center}
        .verdict h1{font-size:2.1rem;line-height:1.15;font-weight:650;letter-spacing:-.015em}
        .verdict h1 .mark{width:1.1em;margin-left:-.05em;text-align:left}
        .name{font-weight:600;margin-bottom:.4rem}
        .needs{margin-top:1.1rem;font-size:1.0625rem}
        .needs li+li{margin-top:.35rem}
        .dial{width:11rem;text-align:center}
        .dial svg{display:block;width:100%;height:auto}
        .dial text{fill:var(--ink)}
        .dial .track,.dial .fill{fill:none;stroke-width:14;stroke:var(--track)}.dial .fill{stroke:currentColor}.dial .tick{stroke:var(--page);stroke-width:2.5}
        .facts{display:flex;flex-wrap:wrap;gap:.9rem 2.2rem;margin-top:1.6rem}
        .facts dt{font-size:.8125rem;color:var(--soft)}
        .facts dd{margin:0}
        .next{margin-top:1.4rem}
        .band pre{background:var(--page);white-space:pre-wrap}.band pre code{overflow-wrap:anywhere}
        .band p code,.band li code,.band dd code{background:none;padding:0}
        nav{padding-top:1rem;padding-bottom:1rem;font-size:.875rem}
        nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem}
        nav a{text-decoration:none}nav a:hover{text-decoration:underline}
        .rows>li{border-top:1px solid var(--line)}
        .rows>li:last-child{border-bottom:1px solid var(--line)}
        summary{cursor:pointer;list-style:none;display:grid;grid-template-columns:1.6rem 1fr 1rem;gap:0 .2rem;padding:.85rem 0;align-items:start}
        summary::-webkit-details-marker{display:none}
        summary::after{content:"";width:.45rem;height:.45rem;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(45deg);margin:.45rem 0 0 auto}
        details[open]>summary::after{transform:rotate(-135deg);margin-top:.65rem}
        summary .mark{margin:0;text-align:left}
        summary .path{font-weight:600}
        summary .path code{font-size:.9375em}
        .danger{font-size:.9375rem}
        .open{padding:0 0 1.6rem 1.8rem}
        .finding{margin-top:1.6rem}
        .open>.finding:first-child{margin-top:.4rem}
        .finding h3{font-weight:600}
        .finding .rule{font-size:.875rem;color:var(--soft)}
        .pairs{display:grid;grid-template-columns:6.5rem 1fr;gap:.35rem 1rem;margin-top:.7rem}
        .pairs dt{color:var(--soft)}
        .pairs dd{margin:0;min-width:0}
        .pairs pre{margin-top:.4rem}
        .label{font-size:.8125rem;color:var(--soft);margin:1.6rem 0 .45rem}
        .script{counter-reset:line}
        .script span.l{display:block;counter-increment:line;padding-left:3rem;text-indent:-3rem;white-space:pre-wrap;overflow-wrap:anywhere}
        .script span.l::before{content:counter(line);display:inline-block;width:2.2rem;margin-right:.8rem;text-align:right;text-indent:0;color:var(--soft)}
        mark{background:none;color:inherit;text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:.25em}
        mark.is-bad{text-decoration-color:var(--bad)}mark.is-wait{text-decoration-color:var(--wait)}mark.is-unknown{text-decoration-color:var(--unknown)}
        figure figcaption{font-size:.875rem;color:var(--soft);margin-top:.8rem}
        .picture svg{display:block;max-width:100%;height:auto}
        .picture .narrow{display:none}
        .picture text{font:12.5px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--ink)}
        .picture .head{font-weight:700;font-size:13px}
        .picture .type,.picture .note{fill:var(--soft)}
        .picture .note{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;font-size:12px}
        .picture .box{fill:var(--page);stroke:var(--line)}
        .picture .rule{stroke:var(--line)}
        .picture .box.is-added{stroke:var(--good)}.picture .box.is-dropped{stroke:var(--bad);stroke-dasharray:5 4}.picture .box.is-kept{stroke-dasharray:2 3}
        .picture .row{fill:none}.picture .row.is-added{fill:var(--good-sunk)}.picture .row.is-dropped{fill:var(--bad-sunk)}.picture .row.is-changed,.picture .row.is-renamed{fill:var(--wait-sunk)}
        .picture text.is-added{fill:var(--good)}.picture text.is-dropped{fill:var(--bad);text-decoration:line-through}.picture text.is-changed,.picture text.is-renamed{fill:var(--wait)}.picture text.is-ghost{fill:var(--soft)}
        .picture .was{stroke:var(--wait);fill:none}
        .picture .link{fill:none;stroke:var(--soft);stroke-width:1.4}.picture .link.is-added{stroke:var(--good)}.picture .link.is-dropped{stroke:var(--bad);stroke-dasharray:5 4}
        .picture .end{fill:var(--soft)}.picture .end.is-added{fill:var(--good)}.picture .end.is-dropped{fill:var(--bad)}
        .bar svg{display:block;width:100%;height:1.75rem;border-radius:4px}
        .bar .track{fill:var(--track)}
        .f1{fill:var(--c1)}.f2{fill:var(--c2)}.f3{fill:var(--c3)}.f4{fill:var(--c4)}.f5{fill:var(--c5)}
        .swatch{width:.75rem;height:.75rem;display:inline-block;vertical-align:-.05em}
        .scale{display:flex;justify-content:space-between;font-size:.8125rem;color:var(--soft);margin-top:.3rem}
        table{border-collapse:collapse;width:100%;font-size:.9375rem}
        th{font-weight:600;text-align:left;font-size:.8125rem;color:var(--soft);padding:.35rem 1rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:bottom}
        td{padding:.55rem 1rem .55rem 0;border-bottom:1px solid var(--line);vertical-align:top}
        th:last-child,td:last-child{padding-right:0}
        td.number,th.number{text-align:right}
        td.word{white-space:nowrap}
        .bar+table,.scale+table{margin-top:1.4rem}
        table+p,.scroll+p,p+.rows,p+.scroll,ul+.scroll,.rows+p,.chain+.label{margin-top:1.1rem}
        .locks{table-layout:fixed}.locks th:nth-child(1),.locks th:nth-child(5){width:22%}
        .scroll{overflow-x:auto}
        .seen{font-size:.875rem}.seen td:first-child{min-width:10rem}.seen td.number{white-space:nowrap}.seen td code{overflow-wrap:break-word}
        .plain>li+li{margin-top:.7rem}
        .digest{font-size:1.0625rem;line-height:1.9;letter-spacing:.02em;display:grid;grid-template-columns:repeat(8,max-content);column-gap:.9em}
        .chain{border-left:2px solid var(--line);padding-left:1.4rem}
        .chain li+li{margin-top:1.1rem}
        footer{padding-top:1.5rem;padding-bottom:3rem;border-top:1px solid var(--line);font-size:.875rem;color:var(--soft)}
        @media (max-width:40rem){
        .verdict{grid-template-columns:1fr}.verdict h1{font-size:1.75rem}.dial{width:9.5rem;margin:.2rem 0 0 -.4rem}
        section{margin:2.6rem 0}.band{padding:1.5rem 0}
        .digest{grid-template-columns:repeat(4,max-content)}
        .open{padding-left:0}.pairs{grid-template-columns:1fr;gap:.1rem}.pairs dd{margin-bottom:.6rem}
        .picture .wide{display:none}.picture .narrow{display:block}
        .stack thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
        .stack tr,.stack td{display:block}.stack td{border:0;padding:.1rem 0}.stack tr{border-bottom:1px solid var(--line);padding:.7rem 0}
        .stack td.number{text-align:left}
        .stack td[data-label]::before{content:attr(data-label) " ";color:var(--soft);font-size:.8125rem}
        }
        @media print{
        :root{color-scheme:light;--page:#fff;--ink:#1f2328;--soft:#57606a;--line:#d0d7de;--sunk:#f6f8fa;--accent:#0969da;--good:#1a7f37;--wait:#9a6700;--bad:#cf222e;--unknown:#57606a;
        --good-sunk:#eefbf1;--wait-sunk:#fff9e6;--bad-sunk:#fff3f2;--track:#e7ebef;--c1:#cf222e;--c2:#bf6a02;--c3:#8250df;--c4:#0969da;--c5:#57606a}
        @page{size:A4;margin:16mm 15mm}
        body{font-size:10.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        nav{display:none}main,header,footer{max-width:none;padding:0}
        .band{background:none!important;padding:0 0 1rem;border-bottom:2px solid var(--ink)}
        section{margin:1.6rem 0}h2,h3,summary,.label{break-after:avoid}tr,.finding,.chain li,figure,.bar{break-inside:avoid}
        details::details-content{content-visibility:visible;display:block;height:auto}summary::after{display:none}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;overflow:visible}
        }
        """;
}

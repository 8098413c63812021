using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Reports;

/// <summary>Names that try to become something else in Markdown, HTML, Mermaid, a terminal or a log.</summary>
internal static class HostileNames
{
    private static readonly string[] Fragments =
    [
        "a", "Z", "0", " ", "  ", "\t", "\n", "\r\n", "\r", "`", "``", "```", "~~~", "|", "\\", "\\|", "\\`", "*", "_", "**", "[", "]", "(", ")", "![", "](", "<", ">", "&", "\"", "'", "&lt;", "&#64;", "&#x40;",
        "@", "@acme/dba", "a@b.cd", "#1", "GH-1", "acme/shop#1", "http://e.vil", "https://e.vil/x", "www.e.vil", "mailto:a@b.cd", ":tada:", ":", "://", "$", "$`", "$$", "--", "-->", "<!--", "->", "=", "==", "{", "}", "{.x}", "^", "~", "%", "%%", ";",
        "<script>", "</script>", "<img src=x onerror=y>", "<a href=\"javascript:x\">", "</td>", "</code>", "</pre>", "</details>", "</summary>", "]]>", "<wbr>", "<http://e.vil>", "<a@b.cd>",
        "\n\n", "\n# h", "\n- x", "\n1. x", "\n| x | y |\n|---|---|\n", "\n```\n", "\n    code", "\n---\n", "\n> q", "[x]: http://e.vil\n", "[^1]", "- ", "+ ", "1. ", "1) ", "# ", "> ",
        "\u001b[31m", "\u001b]8;;http://e.vil\u0007", "\u009b1m", "\u0000", "\u0007", "\u007f", "\u0085", "\u2028", "\u2029", "\u202e", "\u2066", "\u200b", "\u200d", "\u00ad", "\ufeff", "\u00a0", "\u3164", "\ue000",
        "\ud83d\ude00", "\ud800", "\udc00", "\U000e0041", "é", "名", "ש", "::error::x", "\n::set-output name=x::y", "##[error]x", "%0A", "erDiagram", "click x", "%%{init: {}}%%", "';--",
    ];

    public static Arbitrary<string> All { get; } = Gen.Elements(Fragments).NonEmptyListOf().Select(fragments => string.Concat(fragments.Take(12))).ToArbitrary();

    public static void Each(int count, Action<string> holds) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), Prop.ForAll(All, holds));
}

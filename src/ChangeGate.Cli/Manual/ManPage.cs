using System.CommandLine;
using System.Globalization;
using System.Text;

namespace ChangeGate.Cli.Manual;

/// <summary>The manual page changegate(1), in roff with the macros of man(7).</summary>
internal static class ManPage
{
    public static string Render(RootCommand root)
    {
        var verbs = Verb.All(root);
        var page = new StringBuilder($".TH CHANGEGATE 1 \"\" \"{Escape(Tool.NameAndVersion)}\" \"User Commands\"\n.SH NAME\nchangegate \\- judges schema changes, and runs what was approved\n");
        page.Append(".SH SYNOPSIS\n.B changegate\n.I COMMAND\n[\\fIOPTIONS\\fR]\n");
        page.Append($".SH DESCRIPTION\n{Line(verbs[0].Description)}.SH COMMANDS\n");

        foreach (var verb in verbs.Where(static verb => verb.Acts && verb.Path.Length > 0))
        {
            page.Append($".SS {Escape(verb.Path)}\n{Line(verb.Description)}.PP\n.B {Escape(verb.Synopsis)}\n");

            foreach (var argument in verb.Arguments)
            {
                page.Append($".TP\n.I {Escape(argument.Name)}\n{Line(argument.Description ?? "")}");
            }

            foreach (var option in verb.Options)
            {
                page.Append($".TP\n.B {Escape(string.Join(", ", option.Names.Skip(1).Prepend(option.Written)))}\n{Line(option.Description)}");

                if (option.Default is { } value)
                {
                    page.Append($"Default: {Escape(value)}.\n");
                }
            }
        }

        page.Append(".SH EXIT STATUS\n");

        foreach (var code in Enum.GetValues<ExitCode>())
        {
            page.Append($".TP\n.B {code:D}\n{Line(code.ToMeaning())}");
        }

        return page.ToString();
    }

    /// <summary>A line of text, which is never a request.</summary>
    private static string Line(string text) => text.Length == 0 ? "\\&\n" : $"\\&{Escape(text)}\n";

    /// <summary>Nothing in it is a request, an escape or the end of a line; hyphens can be copied.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();

        foreach (var rune in text.ReplaceLineEndings(" ").EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '\\' => "\\e",
                '-' => "\\-",
                '"' => "\\(dq",
                '\'' => "\\(aq",
                '`' => "\\(ga",
                '^' => "\\(ha",
                '~' => "\\(ti",
                '\t' => " ",
                < ' ' or (>= 0x7f and < 0xa0) => "",
                > 0x7f => string.Create(CultureInfo.InvariantCulture, $"\\[u{rune.Value:X4}]"),
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }
}

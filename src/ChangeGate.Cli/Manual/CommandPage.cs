using System.CommandLine;
using System.Text;

namespace ChangeGate.Cli.Manual;

/// <summary>The reference of all commands as Markdown: <c>docs/commands.md</c>, and <c>changegate man --format markdown</c>.</summary>
internal static class CommandPage
{
    public static string Render(RootCommand root)
    {
        var verbs = Verb.All(root);
        var page = new StringBuilder($"# Commands\n\n{Text(verbs[0].Description)} This page is written from the tool's own commands (`changegate man --format markdown`).\n\n");
        page.Append("Every command ends with one of these codes, also where it only shows something. Results go to standard output, everything else to standard error.\n\n| exit code | means |\n|---|---|\n");

        foreach (var code in Enum.GetValues<ExitCode>())
        {
            page.Append($"| {code:D} | {Cell(code.ToMeaning())} |\n");
        }

        page.Append("\n| command | does |\n|---|---|\n");

        foreach (var verb in verbs.Where(static verb => verb.Acts && verb.Path.Length > 0))
        {
            page.Append($"| [`{verb.Path}`](#{Anchor(verb)}) | {Cell(verb.Description)} |\n");
        }

        foreach (var verb in verbs.Where(static verb => verb.Path.Length > 0))
        {
            Append(page, verb);
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, Verb verb)
    {
        page.Append($"\n## {verb.Name}\n\n{Text(verb.Description)}\n");

        if (verb.Acts)
        {
            page.Append($"\n```\n{verb.Synopsis}\n```\n");
        }

        if (verb.Children.Any())
        {
            page.Append($"\nBelow it: {string.Join(", ", verb.Children.Select(static child => $"[`{child.Path}`](#{Anchor(child)})"))}.\n");
        }

        var rows = verb.Arguments.Select(static argument => Row(argument.Name, argument.Description ?? "", "", argument.Arity.MinimumNumberOfValues > 0))
            .Concat(verb.Options.Select(static option => Row(string.Join(", ", option.Names.Skip(1).Prepend(option.Written)), option.Description, option.Default is { } value ? $"`{Cell(value)}`" : "", option.Option.Required)))
            .ToList();

        if (rows.Count > 0)
        {
            page.Append($"\n| argument or option | means | default |\n|---|---|---|\n{string.Concat(rows)}");
        }

        if (verb.Schemas.Count > 0)
        {
            page.Append($"\nJSON follows {string.Join(", ", verb.Schemas.Select(static schema => $"[{schema}](schema/{schema}.schema.json)"))}.\n");
        }
    }

    private static string Row(string written, string description, string otherwise, bool required) =>
        $"| `{written.Replace("|", "\\|", StringComparison.Ordinal)}` | {Cell(description)} | {(required ? "required" : otherwise)} |\n";

    private static string Anchor(Verb verb) => verb.Name.Replace(' ', '-');

    private static string Cell(string text) => Text(text).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>In one line, and read as no markup but code between backticks.</summary>
    private static string Text(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Split('`').Select(static (part, index) => index % 2 == 1 ? $"`{part}`" : Escape(part)));

    private static string Escape(string text) =>
        string.Concat(text.Select(static letter => letter is '\\' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '$' or '~' ? $"\\{letter}" : letter.ToString()));
}

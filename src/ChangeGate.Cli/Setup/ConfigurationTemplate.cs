using System.Text;
using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Setup;

/// <summary>The <c>changegate.yml</c> that <c>init</c> writes: what was found, what was not, and a policy to begin with.</summary>
internal static class ConfigurationTemplate
{
    private const string Policy = """
        policy:
          clauses:
            - name: data loss needs a second person
              when: { hazard: [data-loss, irreversible] }
              require: { approvals: 1 }        # of some people only: add  from: ["team:dba"]

            - name: what could not be read, a person has read
              when: { hazard: unreadable }
              require: { approvals: 1 }

            - name: rights are given by a second person
              when: { hazard: security }
              require: { approvals: 1 }

            - name: agents propose, people decide
              when: { author: agent, risk: { atLeast: high } }
              require: { approvals: 2 }

            - name: nobody edits history
              when: { migration: [edited-after-applied, renamed-after-applied, deleted-after-applied] }
              deny: A migration that has run may not change. Restore it and write a new one.

        """;

    /// <param name="targets">Those that can be targets.</param>
    /// <param name="deploys">Migrations are to be run as well: the environments are then no comment.</param>
    public static string Write(IReadOnlyList<FoundMigrations> targets, bool deploys)
    {
        var text = new StringBuilder("# The gate of this repository. A pull request is judged by the policy of its base, never by its own.\nversion: 1\n\ntargets:\n");

        foreach (var target in targets)
        {
            WriteTarget(text, target, deploys);
        }

        if (deploys)
        {
            // The bundle of a run is signed on the runner, where no file outlives the job.
            text.Append("evidence: { key: \"${CHANGEGATE_KEY}\" }  # make one with: changegate key --name runner\n\n");
        }

        return text.Append(Policy.ReplaceLineEndings("\n")).ToString();
    }

    /// <summary>The variable that holds a target's connection: <c>SHOP_PRODUCTION</c>.</summary>
    public static string VariableOf(FoundMigrations target)
    {
        var name = string.Concat(target.Target.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
        return $"{(char.IsAsciiDigit(name[0]) ? "DB_" : "")}{name}_PRODUCTION";
    }

    private static void WriteTarget(StringBuilder text, FoundMigrations target, bool deploys)
    {
        text.Append($"  {Text(target.Target)}:\n");
        Line(text, $"    dialect: {target.Dialect.Dialect.ToKeyword()}", target.Dialect.IsCertain ? null : $"a guess: write {(target.Dialect.Dialect == Dialect.PostgreSql ? "sqlite" : "postgresql")} if it is that");
        WriteEngine(text, target);
        Line(text, $"    migrations: {Text(target.Folder.Length == 0 ? "." : target.Folder)}", null);
        Line(text, $"    layout: {Keyword(target.Layout)}", null);
        WriteEnvironments(text, target, deploys);
        text.Append('\n');
    }

    private static void WriteEngine(StringBuilder text, FoundMigrations target)
    {
        if (target.Engine is { Version: > 0 } engine)
        {
            Line(text, $"    engine: {engine.Version}", target.Dialect.Dialect == Dialect.Sqlite ? null : $"as in {engine.Because}; what does production run?");
            return;
        }

        Line(text, "    # engine: 16", $"what production runs{(target.Engine is { } several ? $": {several.Because}" : "")}; without it, the oldest");
    }

    private static void WriteEnvironments(StringBuilder text, FoundMigrations target, bool deploys)
    {
        var start = deploys ? "    " : "    # ";
        Line(text, $"{start}environments:", deploys ? null : "where `changegate apply` runs them");
        Line(text, $"{start}  {WorkflowTemplates.Environment}: {{ connection: \"${{{VariableOf(target)}}}\", protected: true }}", null);
    }

    private static void Line(StringBuilder text, string line, string? comment) =>
        text.Append(comment is null ? line : $"{line.PadRight(40)} # {Escape.Visible(comment)}").Append('\n');

    private static string Keyword(MigrationLayout layout) => MigrationLayouts.Keywords.First(entry => entry.Value == layout).Key;

    /// <summary>A path as YAML takes it, whatever it holds.</summary>
    private static string Text(string text)
    {
        var isPlain = char.IsAsciiLetter(text[0]) || text[0] is '.' or '_';
        return isPlain && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/') && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off")
            ? text
            : $"\"{string.Concat(text.Select(c => c is '"' or '\\' ? $"\\{c}" : char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format ? $"\\u{(int)c:x4}" : $"{c}"))}\"";
    }
}

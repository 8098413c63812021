using System.Globalization;
using System.Text;
using ChangeGate.Changes;
using ChangeGate.Rules;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>The reference page of a rule, and the index of all of them: <c>docs/rules/</c> and <c>changegate explain</c>.</summary>
public static class RulePage
{
    public static string Render(Rule rule)
    {
        var doc = rule.Doc;
        var page = new StringBuilder();

        page.Append($"# {doc.Id} {doc.Name}\n\n");
        page.Append($"{doc.When}\n\n");
        page.Append($"**Risk:** {doc.Risk.ToString().ToLowerInvariant()} · **hazards:** {string.Join(", ", doc.Hazards.Select(static hazard => hazard.ToKeyword()))} · ");
        page.Append($"**for:** {string.Join(", ", doc.Dialects.Select(static dialect => dialect.ToTitle()))}{(doc.DefaultOn ? "" : " · **off by default**")}\n\n");
        page.Append($"## Why\n\n{doc.Why}\n\n## Instead\n\n{doc.Instead}\n");

        if (doc.Setup.Length > 0)
        {
            page.Append($"\n## Before\n\n{Sql(doc.Setup)}");
        }

        if (doc.SetupRows is { } rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"\nStatistics say that each of these tables has {rows:N0} rows.\n");
        }

        if (doc.Unsafe.Length > 0)
        {
            page.Append($"\n## Reported\n\nWhat stands between «guillemets» is reported.\n\n{Sql(doc.Unsafe)}");
        }

        if (doc.Refused is { } refusal)
        {
            page.Append($"\nPostgreSQL{(refusal.UpTo is { } last ? $" up to {last}" : "")} refuses it with SQLSTATE {refusal.SqlState}.\n");
        }

        if (doc.Safe is { } safe)
        {
            page.Append($"\n## Not reported\n\n{Sql(safe)}");
        }

        return page.ToString();
    }

    public static string RenderIndex(IEnumerable<Rule> rules)
    {
        var index = new StringBuilder("# Rules\n\nEach page says when a rule speaks, why, and what to write instead. Its scripts are run by the tests.\n");

        foreach (var family in rules.GroupBy(static rule => rule.Doc.Family))
        {
            index.Append($"\n## {char.ToUpperInvariant(family.Key[0])}{family.Key[1..]}\n\n| id | rule | when | risk | for |\n|---|---|---|---|---|\n");

            foreach (var doc in family.Select(static rule => rule.Doc))
            {
                var risk = doc.Risk.ToString().ToLowerInvariant() + (doc.DefaultOn ? "" : ", off by default");
                index.Append($"| {doc.Id} | [`{doc.Name}`]({doc.Name}.md) | {doc.When.Replace("|", "\\|", StringComparison.Ordinal)} | {risk} | {string.Join(", ", doc.Dialects.Select(static dialect => dialect.ToTitle()))} |\n");
            }
        }

        return index.ToString();
    }

    private static string Sql(string script) => $"```sql\n{script.TrimEnd()}\n```\n";
}

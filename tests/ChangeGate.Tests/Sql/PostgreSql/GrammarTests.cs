using ChangeGate.TestKit;

namespace ChangeGate.Tests.Sql.PostgreSql;

/// <summary>
/// The forms of every statement of PostgreSQL 13 to 18, from its reference pages, with the kinds that PostgreSQL's own parser gives them
/// (node name, then the subtypes of ALTER TABLE).
/// </summary>
internal sealed class GrammarTests
{
    public static IReadOnlyList<(string Kind, string Sql)> Forms { get; } =
        [.. File.ReadLines(Repository.PathTo("tests", "ChangeGate.Tests", "Sql", "PostgreSql", "Cases", "grammar.txt")).Select(line => line.Split('\t', 2)).Select(parts => (parts[0], parts[1]))];

    [Test]
    public void Every_form_has_the_kind_that_PostgreSQL_gives_it()
    {
        var wrong = Forms.Select(form => (form.Sql, form.Kind, Read: KindOf(form.Sql))).Where(form => form.Read != form.Kind).Select(form => $"{form.Sql}: {form.Read}, not {form.Kind}");

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Every_form_says_what_it_changes()
    {
        var silent = Forms.Where(form => PostgreSqlScript.Read(form.Sql) is [{ Changes.Count: 0 }]).Select(form => form.Sql);

        Assert.That(silent, Is.Empty);
    }

    [Test]
    public void All_forms_together_are_split_where_they_end()
    {
        var script = string.Join(";\n", Forms.Select(form => form.Sql));

        Assert.That(PostgreSqlScript.Texts(script), Is.EqualTo(Forms.Select(form => form.Sql)));
    }

    [TestCase("GRANT Clerk, \"Chief\" TO me", "clerk")]
    [TestCase("ALTER OPERATOR CLASS o USING btree RENAME TO p", "operator class o")]
    [TestCase("GRANT SELECT (a) ON s.t TO me", "s.t.a")]
    [TestCase("ALTER TYPE pair ADD ATTRIBUTE c int", "pair")]
    [TestCase("SELECT set_config('search_path', 's', false)", "")]
    [TestCase("CREATE SCHEMA s GRANT SELECT ON t TO me", "s.t")]
    public void A_change_names_its_object(string sql, string name) =>
        Assert.That(PostgreSqlScript.ChangesOf(sql).Select(change => change.Subject?.ToString() ?? ""), Has.Some.EqualTo(name));

    private static string KindOf(string sql) =>
        string.Join(" | ", PostgreSqlScript.Read(sql).Select(statement => string.Join(' ', statement.Subkinds.Prepend(statement.Kind))));
}

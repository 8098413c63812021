using ChangeGate.Changes;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Values;

namespace ChangeGate.Tests.Rehearsals;

internal sealed class ValueComparisonTests
{
    private static readonly string?[][] People = [["1", "Ada Lovelace", "t", "{\"theme\": \"dark\"}"], ["2", "Grace Hopper", "f", null], ["3", "Alan Turing", "t", "{}"]];

    [Test]
    public void Rows_that_are_nowhere_are_lost()
    {
        var fates = Compare(Of(People), Of(People[..1]));

        Assert.That(fates.Lost, Is.EqualTo(new[] { new LostValues(Name("people"), null, 2, 3) }));
        Assert.That((fates.Kept.Count, fates.Unsettled), Is.EqualTo((0, new[] { Name("people") })));
    }

    [Test]
    public void A_dropped_column_loses_its_values_and_not_its_NULLs() =>
        Assert.That(Compare(Of(People), Of(Without(People, 3))).Lost, Is.EqualTo(new[] { new LostValues(Name("people"), "prefs", 2, 2) }));

    [Test]
    public void Flags_that_all_become_one_are_lost_where_they_were_not_so() =>
        Assert.That(Compare(Of(People), Of([.. People.Select(row => (string?[])[row[0], row[1], "t", row[3]])])).Lost, Is.EqualTo(new[] { new LostValues(Name("people"), "active", 1, 3) }));

    [Test]
    public void Rows_in_another_order_under_another_name_are_kept()
    {
        var renamed = Of([.. People.Reverse()]) with { Name = Name("persons") };

        Assert.That(Compare(Of(People), renamed).Lost, Is.Empty);
        Assert.That(Compare(Of(People), renamed).Kept, Is.EqualTo(new[] { Name("people") }));
    }

    [Test]
    public void What_was_moved_to_another_table_is_kept()
    {
        var archive = new TableRows("9", Name("archive")) { Columns = [Column(1, "id"), Column(2, "document")], Rows = [.. People.Select((row, index) => (string?[])[$"{index + 100}", $"{{\"id\": {row[0]}, \"name\": \"{row[1]}\", \"active\": {(row[2] == "t" ? "true" : "false")}, \"prefs\": {row[3] ?? "null"}}}"])] };

        Assert.That(Compare(Of(People), Of([]), archive).Lost, Is.Empty);
    }

    [Test]
    public void What_was_moved_in_part_is_lost_in_part()
    {
        var archive = new TableRows("9", Name("archive")) { Columns = [Column(1, "id"), Column(2, "name")], Rows = [.. People.Select(row => row[..2])] };

        Assert.That(Compare(Of(People), null, archive).Lost.Select(lost => lost.Column), Is.EqualTo(new[] { "active", "prefs" }));
    }

    [TestCase("1.50", "1.5")]
    [TestCase("2026-01-02", "2026-01-02 00:00:00+00")]
    [TestCase("2026-01-02 12:00:00+02", "2026-01-02T10:00:00Z")]
    [TestCase("t", "true")]
    [TestCase("{\"a\": 1}", "{\"b\": 2, \"a\": 1}")]
    [TestCase("{a,b}", "{a,b,c}")]
    [TestCase("\\x6869", "aGk=")]
    [TestCase("Ada", "Ada / 555")]
    public void Another_way_to_write_a_value_is_the_same_value(string before, string after) =>
        Assert.That(Compare(OfOne(before), OfOne(after)).Lost, Is.Empty);

    [TestCase("000012", "12")]
    [TestCase("1.2345", "1.23")]
    [TestCase("2026-01-02 12:00:00", "2026-01-02")]
    [TestCase("{\"a\": 1, \"b\": 2}", "{\"b\": 2}")]
    [TestCase("{a,b}", "a")]
    [TestCase("Ada Lovelace", "Ada")]
    [TestCase("EUR  ", "EUR")]
    [TestCase("x", null)]
    public void What_is_cut_is_lost(string before, string? after) =>
        Assert.That(Compare(OfOne(before), OfOne(after)).Lost, Is.EqualTo(new[] { new LostValues(Name("one"), "value", 1, 1) }));

    [Test]
    public void A_label_that_is_renamed_is_the_same_value()
    {
        var before = new ShadowRows([OfOne("new")]) { Labels = new Dictionary<string, string> { ["7"] = "new" } };
        var after = new ShadowRows([OfOne("fresh")]) { Labels = new Dictionary<string, string> { ["7"] = "fresh" } };

        Assert.That(ValueComparison.Compare(before, after).Lost, Is.Empty);
    }

    [Test]
    public void Another_unit_is_no_loss_and_proves_nothing()
    {
        var fates = Compare(Prices(1), Prices(100));

        Assert.That((fates.Lost.Count, fates.Kept.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_table_without_rows_proves_nothing() =>
        Assert.That(Compare(Of([]), Of([])).Unsettled, Is.EqualTo(new[] { Name("people") }));

    private static ValueFates Compare(TableRows before, params TableRows?[] after) => ValueComparison.Compare(new ShadowRows([before]), new ShadowRows([.. after.OfType<TableRows>()]));

    private static TableRows Of(string?[][] rows) => new("1", Name("people")) { Columns = [.. new[] { "id", "name", "active", "prefs" }.Take(rows.Length == 0 ? 4 : rows[0].Length).Select((name, index) => Column(index + 1, name))], Rows = rows };

    private static TableRows OfOne(string? value) => new("2", Name("one")) { Columns = [Column(1, "id"), Column(2, "value")], Rows = [["77777", value]] };

    private static TableRows Prices(int factor) => new("3", Name("prices")) { Columns = [Column(1, "id"), Column(2, "price")], Rows = [.. Enumerable.Range(1, 5).Select(index => (string?[])[$"{index}", $"{index * 3 * factor}"])] };

    private static string?[][] Without(string?[][] rows, int column) => [.. rows.Select(row => row.Where((_, index) => index != column).ToArray())];

    private static RowColumn Column(int place, string name) => new($"{place}", name, name == "id");

    private static ObjectName Name(string name) => new("public", name);
}

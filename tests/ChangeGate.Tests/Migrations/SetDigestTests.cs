using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.TestKit;
using ChangeGate.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Migrations;

internal sealed partial class SetDigestTests
{
    private static readonly Digest Footprint = Digest.Of("before");

    private static readonly MigrationSet Set = new()
    {
        Target = "shop",
        Dialect = Dialect.PostgreSql,
        Engine = 16,
        Authorship = new Authorship(AuthorKind.Person, ["grace"]),
        Proposed = [Migration("1.sql", "SELECT 1"), Migration("2.sql", "SELECT 2")],
    };

    private static IEnumerable<TestCaseData> Vectors() =>
        Vector().Matches(File.ReadAllText(Repository.PathTo("docs", "digest.md")).ReplaceLineEndings("\n"))
            .Select(match => new TestCaseData(match.Groups["json"].Value, match.Groups["manifest"].Value, match.Groups["digest"].Value).SetArgDisplayNames(match.Groups["name"].Value));

    [TestCaseSource(nameof(Vectors))]
    public void The_documented_manifest_is_the_one_that_is_computed(string json, string manifest, string digest)
    {
        var (set, footprint) = Read(JsonDocument.Parse(json).RootElement);

        Assert.That(Encoding.UTF8.GetString(SetDigest.Manifest(set, footprint)), Is.EqualTo(manifest));
        Assert.That(SetDigest.Of(set, footprint).ToString(), Is.EqualTo(digest));
    }

    [Test]
    public void The_documentation_has_its_vectors() => Assert.That(Vectors().Count(), Is.EqualTo(3));

    private static IEnumerable<TestCaseData> Differences()
    {
        var (first, second) = (Set.Proposed[0], Set.Proposed[1]);

        yield return Case("the target", Set with { Target = "bank" });
        yield return Case("the environment class", Set with { EnvironmentClass = EnvironmentClass.Open });
        yield return Case("the dialect", Set with { Dialect = Dialect.Sqlite });
        yield return Case("the engine", Set with { Engine = 17 });
        yield return Case("the order", Set with { Proposed = [second, first] });
        yield return Case("one migration fewer", Set with { Proposed = [first] });
        yield return Case("one migration twice", Set with { Proposed = [first, second, second] });
        yield return Case("one byte of a script", Set with { Proposed = [first, Migration("2.sql", "SELECT 3")] });
        yield return Case("a path", Set with { Proposed = [first, second with { Path = "3.sql" }] });
        yield return Case("the bytes of two paths", Set with { Proposed = [first with { Path = "2.sql" }, second with { Path = "1.sql" }] });
        yield return Case("how it changes", Set with { Proposed = [first with { Change = MigrationChange.Edited }, second] });
        yield return Case("the path before", Set with { Proposed = [first with { PreviousPath = "0.sql" }, second] });
        yield return Case("an empty path before", Set with { Proposed = [first with { PreviousPath = "" }, second] });
        yield return Case("a down script", Set with { Proposed = [first with { Down = Down("x") }, second] });
        yield return Case("whose down script", Set with { Proposed = [first, second with { Down = Down("x") }] });
    }

    [TestCaseSource(nameof(Differences))]
    public void The_digest_changes_with(MigrationSet changed) =>
        Assert.That(SetDigest.Of(changed, Footprint), Is.Not.EqualTo(SetDigest.Of(Set, Footprint)));

    [Test]
    public void The_digest_changes_with_the_footprint() =>
        Assert.That(SetDigest.Of(Set, Digest.Of("merged meanwhile")), Is.Not.EqualTo(SetDigest.Of(Set, Footprint)));

    [Test]
    public void Who_proposes_and_on_which_commit_is_not_what_is_approved()
    {
        var rebased = Set with { Authorship = new Authorship(AuthorKind.Agent, []), BaseCommit = "a", HeadCommit = "b", History = [Migration("0.sql", "")] };

        Assert.That(SetDigest.Of(rebased, Footprint), Is.EqualTo(SetDigest.Of(Set, Footprint)));
    }

    [Test]
    public void No_two_different_sets_share_a_manifest() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(Sets()), Arb.From(Sets()), (left, right) =>
            (Key(left) == Key(right)) == SetDigest.Manifest(left, Footprint).AsSpan().SequenceEqual(SetDigest.Manifest(right, Footprint))));

    [Test]
    public void A_name_that_is_not_Unicode_has_no_digest() =>
        Assert.That(() => SetDigest.Of(Set with { Proposed = [Migration("1\ud800.sql", "")] }, Footprint), Throws.TypeOf<GateException>());

    [Test]
    public void A_set_without_its_footprint_has_no_digest() =>
        Assert.That(() => SetDigest.Of(Set, default), Throws.ArgumentException);

    /// <summary>Names and counts that try to look like structure, so that a careless encoding would meet itself.</summary>
    private static Gen<MigrationSet> Sets() =>
        from target in Gen.Elements("a", "a\npath 1:b", "")
        from engine in Gen.Choose(0, 2)
        from count in Gen.Choose(0, 2)
        from proposed in Proposals().ArrayOf(count)
        select Set with { Target = target, Engine = engine, Proposed = [.. proposed] };

    private static Gen<Migration> Proposals() =>
        from path in Gen.Elements("1.sql", "1.sql\nchange 5:added", "", "-", "ä")
        from sql in Gen.Elements("", "x")
        from previous in Gen.Elements(null, "", "-", "1.sql")
        from down in Gen.Elements(null, "", "x")
        select Migration(path, sql) with { PreviousPath = previous, Down = down is null ? null : Down(down) };

    private static (string, int, EquatableList<Migration>) Key(MigrationSet set) => (set.Target, set.Engine, set.Proposed);

    private static Migration Migration(string path, string sql) => new() { Path = path, Digest = Digest.Of(sql), Text = new SourceText(path, sql) };

    private static ReverseScript Down(string sql) => new("down.sql", Digest.Of(sql), new SourceText("down.sql", sql));

    private static TestCaseData Case(string name, MigrationSet set) => new TestCaseData(set).SetArgDisplayNames(name);

    private static (MigrationSet Set, Digest Footprint) Read(JsonElement vector)
    {
        Assert.That(Digest.TryParse(vector.GetProperty("footprint").GetString(), out var footprint));

        return (new MigrationSet
        {
            Target = vector.GetProperty("target").GetString()!,
            EnvironmentClass = Enum.Parse<EnvironmentClass>(vector.GetProperty("environmentClass").GetString()!, ignoreCase: true),
            Dialect = Enum.Parse<Dialect>(vector.GetProperty("dialect").GetString()!, ignoreCase: true),
            Engine = vector.GetProperty("engine").GetInt32(),
            Authorship = new Authorship(AuthorKind.Unknown, []),
            Proposed = [.. vector.GetProperty("migrations").EnumerateArray().Select(ReadMigration)],
        }, footprint);
    }

    private static Migration ReadMigration(JsonElement element) => Migration(element.GetProperty("path").GetString()!, element.GetProperty("bytes").GetString()!) with
    {
        Change = Enum.Parse<MigrationChange>(element.GetProperty("change").GetString()!, ignoreCase: true),
        PreviousPath = element.TryGetProperty("previousPath", out var previous) ? previous.GetString() : null,
        Down = element.TryGetProperty("down", out var down) ? Down(down.GetString()!) : null,
    };

    [GeneratedRegex("""^### (?<name>[^\n]+)\n\n```json\n(?<json>.*?)```\n\n```text\n(?<manifest>.*?)```\n\ndigest: (?<digest>\S+)$""", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Vector();
}

using ChangeGate.Rollbacks;
using ChangeGate.Text;

namespace ChangeGate.Tests.Rollbacks;

internal sealed class RollbackManifestTests
{
    private static readonly RollbackManifest Sample = new("shop", "production", "run-7")
    {
        Migrations = [new ReverseOf("0001.sql", Digest.Of("a"), ["DROP TABLE t", "DROP TABLE u"]), new ReverseOf("0002.sql", Digest.Of("b"), [])],
    };

    [Test]
    public void The_digest_is_that_of_the_documented_bytes()
    {
        var bytes = $"""
            changegate/rollback/v1
            target 4:shop
            environment 10:production
            run 5:run-7
            migrations 1:2
            path 8:0001.sql
            digest 71:{Digest.Of("a")}
            statements 1:2
            statement 71:{Digest.Of("DROP TABLE t")}
            statement 71:{Digest.Of("DROP TABLE u")}
            path 8:0002.sql
            digest 71:{Digest.Of("b")}
            statements 1:0

            """.ReplaceLineEndings("\n");

        Assert.That(Sample.Digest, Is.EqualTo(Digest.Of(bytes)));
    }

    private static IEnumerable<RollbackManifest> Others()
    {
        yield return Sample with { Target = "shopp" };
        yield return Sample with { Environment = "staging" };
        yield return Sample with { Run = "run-8" };
        yield return Sample with { Migrations = [Sample.Migrations[0]] };
        yield return Sample with { Migrations = [Sample.Migrations[1], Sample.Migrations[0]] };
        yield return Sample with { Migrations = [Sample.Migrations[0] with { Statements = ["DROP TABLE t"] }, Sample.Migrations[1] with { Statements = ["DROP TABLE u"] }] };
    }

    [TestCaseSource(nameof(Others))]
    public void Whatever_else_would_be_taken_back_has_another_digest(RollbackManifest other) => Assert.That(other.Digest, Is.Not.EqualTo(Sample.Digest));
}

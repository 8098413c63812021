using ChangeGate.Cli.Running;

namespace ChangeGate.Tests.Running;

internal sealed class EvidenceFolderTests
{
    private static readonly string[] Names = ["a", "b", "a.b", "a_b", "a-b", "A", "a.", "a%2Eb", "a%2eb", "b.a", "é"];

    [Test]
    public void No_two_environments_share_the_beginning_of_their_files()
    {
        var prefixes = Names.SelectMany(target => Names.Select(environment => EvidenceFolder.PrefixOf(target, environment))).ToList();

        Assert.That(prefixes.Where(one => prefixes.Count(other => other.StartsWith(one, StringComparison.OrdinalIgnoreCase)) != 1), Is.Empty);
    }

    [Test]
    public void An_ordinary_name_stays_as_it_is() => Assert.That(EvidenceFolder.PrefixOf("shop", "production-2"), Is.EqualTo("shop.production-2."));
}

using ChangeGate.GitHub.Reviews;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Tests.Reviews;

internal sealed class ApprovalCommandTests
{
    private static readonly Digest Digest = Digest.Of("the set");

    private static readonly string Twelve = Digest.Hex[..12];

    private static IEnumerable<string> Said()
    {
        yield return $"/changegate approve {Twelve}";
        yield return $"/changegate  approve\tsha256:{Digest.Hex}  ";
        yield return $"/changegate approve {Digest.Short}";
        yield return $"/changegate approve {Twelve.ToUpperInvariant()}";
        yield return $"I have looked.\r\n/changegate approve {Twelve}\r\nThanks";
        yield return $"> quoted\n\n/changegate approve {Twelve}";
        yield return $"```sql\nselect 1\n```\n/changegate approve {Twelve}";
        yield return $"<!-- hidden -->\n/changegate approve {Twelve}";
    }

    private static IEnumerable<string> NotSaid()
    {
        yield return "";
        yield return "/changegate approve";
        yield return $"/changegate approve {Digest.Hex[..11]}";
        yield return $"/changegate approve {Digest.Of("another set").Hex[..12]}";
        yield return $"/changegate approve {Digest.Hex}0";
        yield return $"please /changegate approve {Twelve}";
        yield return $" /changegate approve {Twelve}";
        yield return $"    /changegate approve {Twelve}";
        yield return $"> /changegate approve {Twelve}";
        yield return $"> quoted\n/changegate approve {Twelve}";
        yield return $"```\n/changegate approve {Twelve}\n```";
        yield return $"~~~~\n~~~\n/changegate approve {Twelve}\n~~~~";
        yield return $"````\n```\n/changegate approve {Twelve}\n````";
        yield return $"```\n    ```\n/changegate approve {Twelve}\n```";
        yield return $"- ```\n/changegate approve {Twelve}\n  ```";
        yield return $"<!--\n/changegate approve {Twelve}\n-->";
        yield return $"<!-- a --> <!--\n/changegate approve {Twelve}\n-->";
        yield return $"/changegate approve {Twelve} if the tests pass";
        yield return $"/changegate approve {Digest.Hex[..6]}\u200b{Digest.Hex[6..12]}";
        yield return $"/\u0441hangegate approve {Twelve}";
    }

    [TestCaseSource(nameof(Said))]
    public void A_digest_is_named_by(string text) => Assert.That(ApprovalCommand.Names(text, Digest));

    [TestCaseSource(nameof(NotSaid))]
    public void A_digest_is_not_named_by(string text) => Assert.That(ApprovalCommand.Names(text, Digest), Is.False);

    [Test]
    public void No_digest_is_named_by_nothing() => Assert.That(ApprovalCommand.Names($"/changegate approve {Twelve}", default(Digest)), Is.False);
}

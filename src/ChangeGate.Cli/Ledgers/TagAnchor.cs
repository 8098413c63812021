using System.Text;
using ChangeGate.Cli.Git;
using ChangeGate.Failures;
using ChangeGate.Ledgers;

namespace ChangeGate.Cli.Ledgers;

/// <summary>An annotated tag for each checkpoint, which is its message, at the commit that is checked out. Git itself refuses to make one twice.</summary>
/// <param name="Prefix">What their names begin with; the size follows.</param>
/// <param name="Folder">In the repository.</param>
/// <param name="Remote">null where somebody else pushes.</param>
internal sealed record TagAnchor(string Prefix, string Folder, string? Remote) : GitAnchor($"git tags {Prefix}*", Folder, Remote)
{
    public const string DefaultPrefix = "changegate-ledger/";

    public override string Keep(SignedCheckpoint checkpoint)
    {
        var repository = Repository();
        var tag = $"{Prefix}{checkpoint.Checkpoint.Size}";
        var name = $"refs/tags/{tag}";
        RefuseBadName(repository, name);
        Fetch(repository, $"refs/tags/{Prefix}*");

        if (!repository.Has(name))
        {
            repository.Must([.. Writer, "tag", "--annotate", "--cleanup=verbatim", "--file=-", tag, "HEAD"], Encoding.UTF8.GetBytes(checkpoint.ToText()));
        }
        else if (Tags(repository).Single(kept => kept.Where == tag).Checkpoint.Checkpoint != checkpoint.Checkpoint)
        {
            throw new GateException(
                $"The tag '{tag}' is of another checkpoint of the same size: the ledger was forked, or it is another one.",
                "changegate evidence check --earlier git says which.");
        }

        Push(repository, name);

        return tag;
    }

    public override IReadOnlyList<(string Where, SignedCheckpoint Checkpoint)> Read()
    {
        var repository = Repository();
        Fetch(repository, $"refs/tags/{Prefix}*");

        return Tags(repository);
    }

    private List<(string Where, SignedCheckpoint Checkpoint)> Tags(GitRepository repository)
    {
        var fields = repository.Must(["for-each-ref", "--format=%(refname:strip=2)%00%(contents)%00", $"refs/tags/{Prefix}*"]).Text.Split('\0');

        return [.. fields.Chunk(2).Where(static pair => pair.Length == 2).Select(static pair => (pair[0].TrimStart('\n'), SignedCheckpoint.Parse(Encoding.UTF8.GetBytes(pair[1]), pair[0].TrimStart('\n'))))];
    }
}

using System.Security.Cryptography;
using System.Text;
using ChangeGate.Migrations;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>Atlas's table of versioned migrations: a row for each file, with the sum of all files up to it.</summary>
internal sealed class AtlasJournal(HostRequest request) : ReadOnlyJournal(request)
{
    private const long Baseline = 1;

    internal override string Tool => "Atlas";

    internal override string DefaultTable => "atlas_schema_revisions";

    internal override string KeyOf(string path) => path.IndexOf('_', StringComparison.Ordinal) is var end and > 0 ? path[..end] : path.EndsWith(".sql", StringComparison.Ordinal) ? path[..^4] : path;

    /// <summary>As atlas.sum has it: one running SHA-256 over the names and bytes of all files so far.</summary>
    internal override IEnumerable<string> ChecksumsOf(Migration file)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        foreach (var one in Files.TakeWhile(one => string.CompareOrdinal(one.Path, file.Path) <= 0))
        {
            sum.AppendData(Encoding.UTF8.GetBytes(one.Path));
            sum.AppendData(ScriptEncoding.Encode(one.Whole, one.Digest) ?? []);
        }

        return [Convert.ToBase64String(sum.GetCurrentHash())];
    }

    private protected override async Task<IReadOnlyList<HostRow>> ReadRowsAsync(JournalConnection rows, CancellationToken cancellation)
    {
        var stored = await rows.QueryAsync(
            $"""select version, type, applied, total, hash from {Quoted} where version not like '.%' order by version""",
            [],
            row => (Version: row.Text(0), Type: row.LongOrNull(1) ?? 0, Applied: row.LongOrNull(2), Total: row.LongOrNull(3), Hash: row.TextOrNull(4)),
            cancellation);
        var found = new Dictionary<string, HostRow>(StringComparer.Ordinal);

        foreach (var row in stored)
        {
            if ((row.Type & Baseline) != 0)
            {
                foreach (var key in Files.Select(file => KeyOf(file.Path)).Where(key => string.CompareOrdinal(key, row.Version) <= 0))
                {
                    found[key] = new HostRow(key, key);
                }

                continue;
            }

            found[row.Version] = new HostRow(row.Version, row.Version)
            {
                Checksum = string.IsNullOrEmpty(row.Hash) ? null : row.Hash,
                Problem = row.Applied == row.Total ? null : $"with {row.Applied} of {row.Total} statements",
            };
        }

        return [.. found.Values];
    }
}

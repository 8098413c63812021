using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks;

/// <summary>How one migration of a run is taken back.</summary>
public sealed record ReverseOf(string Path, Digest Digest, EquatableList<string> Statements);

/// <summary>What consent to a rollback covers: one run on one environment, and the very statements that take it back.</summary>
public sealed record RollbackManifest(string Target, string Environment, string Run)
{
    /// <summary>In the order in which they were applied.</summary>
    public required EquatableList<ReverseOf> Migrations { get; init; }

    public Digest Digest
    {
        get
        {
            using var manifest = new Manifest("changegate/rollback/v1");
            manifest.Add("target", Target);
            manifest.Add("environment", Environment);
            manifest.Add("run", Run);
            manifest.Add("migrations", Migrations.Count);

            foreach (var migration in Migrations)
            {
                manifest.Add("path", migration.Path);
                manifest.Add("digest", migration.Digest);
                manifest.Add("statements", migration.Statements.Count);

                foreach (var statement in migration.Statements)
                {
                    manifest.Add("statement", Digest.Of(statement));
                }
            }

            return Digest.Of(manifest.ToArray());
        }
    }
}

using ChangeGate.Cli.Setup;
using ChangeGate.GitHub.Reviews;
using ChangeGate.Policies;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Doctor;

/// <summary>Who must look when the gate itself is changed: the policy of the base judges migrations, and anybody's review lets a looser policy in.</summary>
internal static class OwnersPoints
{
    private static readonly string[] Places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

    public static IEnumerable<SetupPoint> Of(RepositoryFiles files, string configurationPath, Configuration? configuration)
    {
        var asked = configuration?.Policy.Clauses.Any(clause => clause.Require?.From.Contains("team:codeowners") ?? false) ?? false;

        if (Places.FirstOrDefault(place => files.Text(place) is not null) is not { } path)
        {
            yield return new SetupPoint("owners", asked ? PointState.Fails : PointState.Warns, asked ? "The policy asks code owners, and there is no CODEOWNERS file." : "There is no CODEOWNERS file: whoever may merge may loosen the policy.")
            {
                Remedy = $"Write `.github/CODEOWNERS` with owners of {Prose.Name(configurationPath)} and `.github/`, and require their review.",
            };
            yield break;
        }

        var owners = CodeOwners.Read(files.Text(path));
        var open = Guarded(configurationPath, path, configuration).Where(guarded => owners.OwnersOf(guarded.Sample).Count == 0).Select(guarded => guarded.Name).ToList();

        yield return open.Count == 0
            ? new SetupPoint("owners", PointState.Holds, $"{Prose.Name(path)} names owners of the configuration, the workflows and the migrations")
            : new SetupPoint("owners-uncovered", PointState.Warns, $"Nobody owns {Wording.List([.. open.Select(Prose.Name)])}: anybody's review lets a change of it in.") { Where = path, Remedy = "Name owners of it." };
    }

    private static IEnumerable<(string Name, string Sample)> Guarded(string configurationPath, string owners, Configuration? configuration)
    {
        yield return (configurationPath, configurationPath);
        yield return ($"{WorkflowTemplates.Folder}/", $"{WorkflowTemplates.Folder}/any.yml");
        yield return (owners, owners);
        var below = MigrationFinder.FolderOf(configurationPath);

        foreach (var target in configuration?.Targets ?? [])
        {
            var folder = string.Join('/', new[] { below, target.Migrations }.Where(part => part.Length > 0 && part != "."));
            yield return ($"{folder}/", $"{folder}/0001/changegate.sql".TrimStart('/'));
        }
    }
}

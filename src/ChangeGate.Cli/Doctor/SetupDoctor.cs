using ChangeGate.Cli.Setup;
using ChangeGate.Cli.Sources;
using ChangeGate.Policies;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Doctor;

/// <summary>What was asked to be looked at.</summary>
internal sealed record DoctorRequest
{
    /// <summary>From the root of the repository; null: those that the workflows name.</summary>
    public string? Configuration { get; init; }

    public IReadOnlyList<string> Branches { get; init; } = [];
}

/// <summary>Looks at the set-up as it lies on disk. It changes nothing.</summary>
internal sealed class SetupDoctor(RepositoryFiles files, DoctorRequest request)
{
    /// <summary>What the look at the files found, for those who look further.</summary>
    public LocalSetup Look()
    {
        var workflows = GateWorkflows.Read(files);
        var (configurations, sections) = (new List<Configuration>(), new List<SetupSection>());

        foreach (var path in Paths(workflows))
        {
            var points = new ConfigurationPoints(files, path);
            var section = new SetupSection("Configuration", Prose.Name(path), [.. points.Look(), .. OwnersPoints.Of(files, path, points.Configuration)]);
            sections.Add(section);
            configurations.AddRange(points.Configuration is { } read ? [read] : []);
        }

        sections.Add(new SetupSection("Workflows", Prose.Name(WorkflowTemplates.Folder), [.. WorkflowPoints.Of(workflows)]));
        return new LocalSetup(configurations, workflows, sections);
    }

    private List<string> Paths(GateWorkflows workflows)
    {
        if (request.Configuration is { } given)
        {
            return [given];
        }

        var named = workflows.Steps.Select(step => step.Step.Input("config")?.Value is { Length: > 0 } path ? path : ConfigurationSource.FileName).Distinct(StringComparer.Ordinal).ToList();
        return named.Count > 0 ? named : [ConfigurationSource.FileName];
    }
}

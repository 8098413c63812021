using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Workflows;

/// <summary>Reads a workflow as GitHub does. A value of a kind that GitHub would not take is read as not there: it is GitHub that refuses it.</summary>
public static class WorkflowReader
{
    private static readonly string[] Filters = ["paths", "paths-ignore", "branches", "branches-ignore", "tags", "tags-ignore"];

    /// <exception cref="GateException">It is not YAML.</exception>
    public static Workflow Read(SourceText text)
    {
        var root = YamlText.Read(text, YamlUse.Workflow);
        var concurrency = Find(root, "concurrency");

        return new Workflow
        {
            Path = text.Path,
            Triggers = [.. ReadTriggers(Find(root, "on"))],
            Permissions = ReadPermissions(Find(root, "permissions")),
            HasConcurrency = concurrency is not null,
            CancelInProgress = Text(Find(concurrency, "cancel-in-progress")),
            Jobs = [.. Entries(Find(root, "jobs")).Select(ReadJob)],
        };
    }

    private static IEnumerable<WorkflowTrigger> ReadTriggers(ConfigurationNode? node) => node switch
    {
        ScalarNode scalar => [new WorkflowTrigger(scalar.Value, scalar.Place.At.Line)],
        ListNode list => list.Items.OfType<ScalarNode>().Select(item => new WorkflowTrigger(item.Value, item.Place.At.Line)),
        _ => Entries(node).Select(entry => new WorkflowTrigger(entry.Key, entry.KeyPlace.At.Line)
        {
            Types = Find(entry.Value, "types") is { } types ? [.. Texts(types)] : null,
            Filters = [.. Entries(entry.Value).Where(inner => Filters.Contains(inner.Key)).Select(inner => new Written(inner.Key, inner.KeyPlace.At.Line))],
        }),
    };

    private static WorkflowPermissions? ReadPermissions(ConfigurationNode? node) => node switch
    {
        ScalarNode scalar => new WorkflowPermissions(scalar.Place.At.Line, scalar.Value),
        MapNode map => new WorkflowPermissions(map.Place.At.Line, Everything: null)
        {
            Named = [.. map.Entries.Select(entry => (entry.Key, Text(entry.Value)?.Value ?? "none"))],
        },
        _ => null,
    };

    private static WorkflowJob ReadJob(MapEntry entry)
    {
        var concurrency = Find(entry.Value, "concurrency");
        var environment = Find(entry.Value, "environment");

        return new WorkflowJob
        {
            Id = entry.Key,
            Line = entry.KeyPlace.At.Line,
            Name = Text(Find(entry.Value, "name")),
            Uses = Text(Find(entry.Value, "uses")),
            Condition = Text(Find(entry.Value, "if")),
            ContinueOnError = Text(Find(entry.Value, "continue-on-error")),
            Needs = Find(entry.Value, "needs") is { } needs ? new Written(string.Join(", ", Texts(needs)), needs.Place.At.Line) : null,
            Environment = Text(environment) ?? Text(Find(environment, "name")),
            HasConcurrency = concurrency is not null,
            CancelInProgress = Text(Find(concurrency, "cancel-in-progress")),
            Permissions = ReadPermissions(Find(entry.Value, "permissions")),
            Steps = [.. Find(entry.Value, "steps") is ListNode steps ? steps.Items.Select(ReadStep) : []],
        };
    }

    private static WorkflowStep ReadStep(ConfigurationNode node) => new()
    {
        Line = node.Place.At.Line,
        Uses = Text(Find(node, "uses")),
        Run = Text(Find(node, "run")),
        Condition = Text(Find(node, "if")),
        ContinueOnError = Text(Find(node, "continue-on-error")),
        With = [.. Entries(Find(node, "with")).Select(entry => (entry.Key, Text(entry.Value) ?? new Written("", entry.KeyPlace.At.Line)))],
    };

    private static ConfigurationNode? Find(ConfigurationNode? node, string key) => Entries(node).FirstOrDefault(entry => entry.Key == key)?.Value;

    private static IReadOnlyList<MapEntry> Entries(ConfigurationNode? node) => node is MapNode map ? map.Entries : [];

    private static Written? Text(ConfigurationNode? node) => node is ScalarNode { IsNull: false } scalar ? new Written(scalar.Value, scalar.Place.At.Line) : null;

    private static IEnumerable<string> Texts(ConfigurationNode node) => node switch
    {
        ScalarNode scalar => [scalar.Value],
        ListNode list => list.Items.OfType<ScalarNode>().Select(item => item.Value),
        _ => [],
    };
}

using ChangeGate.Schemas;

namespace ChangeGate.Databases.Tests.Schemas;

/// <summary>What a fold says of the columns of views, held against what the engine says. What it does not know is no difference.</summary>
internal static class OutputComparison
{
    public static IEnumerable<string> Compare(SchemaSnapshot folded, SchemaSnapshot live) =>
        folded.Objects.OfType<View>().SelectMany(view => live.Find<View>(view.Id) is { } there ? Compare(view, there) : []);

    public static IEnumerable<string> Compare(View folded, View live)
    {
        if (folded.Outputs.Count == 0)
        {
            return [];
        }

        if (folded.Outputs.Count != live.Outputs.Count)
        {
            return [$"{folded.Id} is said to have {folded.Outputs.Count} columns, and has {live.Outputs.Count}."];
        }

        return folded.Outputs.Zip(live.Outputs)
            .Where(static pair => !MayBe(pair.First, pair.Second))
            .Select(pair => $"{folded.Id}: said {pair.First}, the engine has {pair.Second}.");
    }

    private static bool MayBe(QueryOutput said, QueryOutput real) =>
        (said.Name ?? real.Name) == real.Name && (said.Type is null || (said.Type == real.Type && said.Collation == real.Collation));
}

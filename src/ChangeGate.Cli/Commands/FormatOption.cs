using System.CommandLine;

namespace ChangeGate.Cli.Commands;

/// <summary>How a result goes to standard output, and what describes it where that is JSON. The first word is the default.</summary>
internal sealed class FormatOption : Option<string>
{
    /// <param name="words">The formats.</param>
    /// <param name="schemas">Names of the schemas in <c>docs/schema</c>, one of which each line of JSON follows.</param>
    public FormatOption(string[] words, string[] schemas)
        : base("--format")
    {
        Description = $"{string.Join(" or ", words)}, on standard output.";
        HelpName = "FORMAT";
        DefaultValueFactory = _ => words[0];
        CompletionSources.Add(words);
        Schemas = schemas;
    }

    public IReadOnlyList<string> Schemas { get; }
}

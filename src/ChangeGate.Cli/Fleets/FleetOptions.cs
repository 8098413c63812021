using System.CommandLine;

namespace ChangeGate.Cli.Fleets;

/// <summary>The option by which one environment is many databases.</summary>
internal static class FleetOptions
{
    public static Option<string?> Create() => new("--targets-from")
    {
        Description = "Many databases instead of one: a file with their names, connections and waves; - reads standard input.",
        HelpName = "FILE",
    };
}

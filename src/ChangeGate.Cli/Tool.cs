using System.Reflection;

namespace ChangeGate.Cli;

/// <summary>What this program calls itself in evidence.</summary>
internal static class Tool
{
    public static string NameAndVersion { get; } = $"changegate {Assembly.GetExecutingAssembly().GetName().Version!.ToString(3)}";
}

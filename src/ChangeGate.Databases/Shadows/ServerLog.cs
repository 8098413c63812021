namespace ChangeGate.Databases.Shadows;

/// <summary>What server programs print when they do not start.</summary>
internal static class ServerLog
{
    /// <summary>The line that says why: the last that names an error, else the last.</summary>
    public static string LastLine(string log)
    {
        var lines = log.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var telling = lines.LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal) || line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.LastOrDefault() ?? "it said nothing";
        var clean = new string([.. telling.Where(character => !char.IsControl(character))]).TrimEnd('.');
        return clean.Length > 300 ? clean[..300] : clean;
    }
}

using System.Reflection;

namespace ChangeGate.Cli.Setup;

/// <summary>The workflows that <c>init</c> writes. The manual shows the same texts, and a test holds the two together.</summary>
internal static class WorkflowTemplates
{
    public const string Folder = ".github/workflows";

    public const string CheckPath = $"{Folder}/changegate.yml";

    public const string DeployPath = $"{Folder}/changegate-deploy.yml";

    /// <summary>Stands in the templates for whoever publishes the action.</summary>
    public const string Action = "OWNER/changegate@v1";

    /// <summary>The environment that <c>--deploy</c> sets up.</summary>
    public const string Environment = "production";

    private const string Secret = "          SHOP_PRODUCTION: ${{ secrets.SHOP_PRODUCTION }}\n";

    public static string Check { get; } = Read("changegate.yml");

    public static string Deploy { get; } = Read("changegate-deploy.yml");

    public static string CheckWith(string action) => Check.Replace(Action, action, StringComparison.Ordinal);

    /// <param name="variables">Secrets of the environment that hold connections.</param>
    public static string DeployWith(string action, string branch, IEnumerable<string> variables) => Deploy
        .Replace(Action, action, StringComparison.Ordinal)
        .Replace("branches: [main]", $"branches: [{BranchText(branch)}]", StringComparison.Ordinal)
        .Replace(Secret, string.Concat(variables.Select(variable => Secret.Replace("SHOP_PRODUCTION", variable, StringComparison.Ordinal))), StringComparison.Ordinal);

    // A branch's name may hold what YAML would read otherwise, and never a quote or a line's end that git would take.
    private static string BranchText(string branch) => branch.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.') ? branch : $"'{branch.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"setup/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

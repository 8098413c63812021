using System.Globalization;
using System.Text.RegularExpressions;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>An image with the server programs of PostgreSQL.</summary>
/// <param name="Name">As Docker takes it: <c>postgres:17</c>, <c>registry.example:5000/team/postgres@sha256:…</c>.</param>
/// <param name="IsNamed">Somebody chose it: then for its extensions, too.</param>
internal sealed partial record ContainerImage(string Name, bool IsNamed)
{
    private const string Scheme = "docker://";

    private static readonly TimeSpan ToLook = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ToPull = TimeSpan.FromMinutes(15);

    public static bool IsSetting(string setting) => setting == "docker" || setting.StartsWith("docker:", StringComparison.Ordinal);

    /// <param name="setting"><c>docker</c> or <c>docker://IMAGE</c>.</param>
    /// <param name="major">The version of the official image, where none is named; null for the newest.</param>
    public static ContainerImage Of(string setting, int? major)
    {
        if (setting == "docker")
        {
            return new ContainerImage($"postgres:{(major ?? EmbeddedPackage.All.Max(static package => package.Major)).ToString(CultureInfo.InvariantCulture)}", IsNamed: false);
        }

        return setting.StartsWith(Scheme, StringComparison.Ordinal) && Reference().IsMatch(setting[Scheme.Length..])
            ? new ContainerImage(setting[Scheme.Length..], IsNamed: true)
            : throw new GateException("The server for shadows begins with `docker:` and names no image.", "Write `docker`, or an image as `docker://postgres:17` or `docker://registry.example/team/postgres:17@sha256:…`.");
    }

    /// <summary>Pulls it when it is not there.</summary>
    public async Task GetAsync(CancellationToken cancellation)
    {
        if ((await DockerProgram.AskAsync(["image", "inspect", "--format", "{{.Id}}", Name], ToLook, cancellation)).Code == 0)
        {
            return;
        }

        if (await DockerProgram.AskAsync(["pull", "--quiet", Name], ToPull, cancellation) is { Code: not 0, Errors: var reason })
        {
            throw new GateException($"The image `{Name}` could not be pulled: {reason}.", $"Correct its name, sign in to its registry (`docker login`), pull it by hand, {DockerProgram.Otherwise}");
        }
    }

    // Never an option: it begins with a letter or a digit.
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*(?::[0-9]+(?=/))?(?:/[A-Za-z0-9._-]+)*(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(?:@sha256:[0-9a-f]{64})?$")]
    private static partial Regex Reference();
}

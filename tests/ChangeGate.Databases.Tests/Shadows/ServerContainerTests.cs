using ChangeGate.Changes;
using ChangeGate.Databases.Shadows;
using ChangeGate.Failures;
using ChangeGate.TestKit;
using Npgsql;

namespace ChangeGate.Databases.Tests.Shadows;

/// <summary>Where Docker answers; elsewhere that is said, and what it says then is tested.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ServerContainerTests
{
    private static readonly string Image = DockerDaemon.Image;

    private static readonly Lazy<Task<string?>> Silence = new(DockerDaemon.SilenceAsync);

    private static async Task RequireDockerAsync()
    {
        if (await Silence.Value is { } problem)
        {
            Assert.Ignore(problem);
        }
    }

    private static Task<ShadowServer> OpenAsync(ShadowPlace place, string? setting = null, int? version = null, Func<ShadowOptions, ShadowOptions>? change = null) =>
        ShadowServers.OpenAsync(setting ?? $"docker://{Image}", Dialect.PostgreSql, version, change?.Invoke(place.Options) ?? place.Options, default);

    private static async Task<string> DockerAsync(params string[] arguments)
    {
        var answer = await DockerProgram.AskAsync(arguments, TimeSpan.FromSeconds(60), default);
        Assert.That(answer.Code, Is.Zero, answer.Errors);
        return answer.Output.Trim();
    }

    private static string ContainerOf(ShadowPlace place) => File.ReadAllText(Path.Combine(Directory.GetDirectories(place.Folder).Single(), "container"));

    [Test]
    public async Task A_server_says_what_it_is_makes_and_copies_shadows_and_leaves_nothing()
    {
        await RequireDockerAsync();
        using var place = new ShadowPlace();
        string name;

        await using (var server = await OpenAsync(place))
        {
            name = ContainerOf(place);
            await using var shadow = await server.CreateAsync(default);
            await ShadowPlace.RunAsync(shadow.Address, "create table t as select 1 as id", "alter table t disable trigger user");
            await using var copy = await shadow.CopyAsync(default);

            Assert.That(server.Description, Does.Match(@$"^PostgreSQL {server.MajorVersion}[.\w]* \({Image}\)$"));
            Assert.That(await ShadowPlace.ScalarAsync<string>(shadow.Address, "show server_version"), Does.StartWith(server.Description.Split(' ')[1]));
            Assert.That(await ShadowPlace.ScalarAsync<long>(copy.Address, "select count(*) from t"), Is.EqualTo(1));
            Assert.That(await ShadowPlace.ScalarAsync<long>(copy.WatchingAddress!, "select count(*) from pg_stat_activity where usename = 'changegate_owner'"), Is.GreaterThan(0));
        }

        Assert.That(place.Leftovers, Is.Empty);
        Assert.That(await DockerAsync("ps", "--all", "--quiet", "--filter", $"name={name}"), Is.Empty);
    }

    [Test]
    public async Task The_container_has_no_network_no_powers_and_nothing_of_this_machine_but_the_folder_of_its_socket()
    {
        await RequireDockerAsync();
        using var place = new ShadowPlace();
        await using var server = await OpenAsync(place);
        var said = await DockerAsync("inspect", "--format", "{{.HostConfig.NetworkMode}} {{.HostConfig.CapDrop}} {{.HostConfig.PortBindings}} {{range .Mounts}}{{if eq .Type \"bind\"}}{{.Source}}{{end}}{{end}} {{.HostConfig.Privileged}} {{gt .HostConfig.Memory 0}} {{.HostConfig.PidsLimit}}", ContainerOf(place));
        var whole = await DockerAsync("inspect", ContainerOf(place));

        Assert.That(said, Is.EqualTo($"none [ALL] map[] {Directory.GetDirectories(place.Folder).Single()}/socket false true 128"));
        Assert.That(whole, Does.Not.Contain("PASSWORD="));
        Assert.That(await DockerAsync("exec", ContainerOf(place), "grep", "-h", "CapEff\\|NoNewPrivs", "/proc/1/status"), Does.Match(@"^CapEff:\s+0+\s+NoNewPrivs:\s+1$"));
    }

    [Test]
    public async Task Sql_does_not_get_out_of_the_shadow()
    {
        await RequireDockerAsync();
        using var place = new ShadowPlace();
        await using var server = await OpenAsync(place);
        await using var shadow = await server.CreateAsync(default);

        foreach (var sql in PostgreSqlClusterTests.WaysOut)
        {
            var failure = await Assert.CatchAsync<PostgresException>(() => ShadowPlace.RunAsync(shadow.Address, "create temporary table t (x text)", sql), sql);

            Assert.That(failure!.SqlState, Is.EqualTo("42501"), $"{sql}: {failure.MessageText}");
        }
    }

    [Test]
    public async Task Extensions_of_an_image_that_was_named_can_be_made()
    {
        await RequireDockerAsync();
        using var place = new ShadowPlace();
        await using var server = await OpenAsync(place);
        await using var shadow = await server.CreateAsync(default);

        Assert.That(() => ShadowPlace.RunAsync(shadow.Address, "create extension pgstattuple"), Throws.Nothing);
    }

    [Test]
    public async Task A_table_does_not_fill_the_memory_and_the_reason_is_told()
    {
        await RequireDockerAsync();
        using var place = new ShadowPlace();
        await using var server = await OpenAsync(place, change: options => options with { DiskBytes = 32 << 20 });
        await using var shadow = await server.CreateAsync(default);

        Assert.That(() => ShadowPlace.RunAsync(shadow.Address, "create table t as select repeat('x', 1000) from generate_series(1, 100000000)"), Throws.InstanceOf<NpgsqlException>());
        Assert.That(server.Stopped, Does.Contain("grew by more than 32 MB"));
    }

    [Test]
    public async Task A_statement_that_switches_its_limit_off_is_ended_all_the_same()
    {
        await RequireDockerAsync();
        using var place = new ShadowPlace();
        await using var server = await OpenAsync(place, change: options => options with { StatementLimit = TimeSpan.FromMilliseconds(300) });
        await using var shadow = await server.CreateAsync(default);

        Assert.That(() => ShadowPlace.RunAsync(shadow.Address, "set statement_timeout = 0", "select pg_sleep(60)"), Throws.InstanceOf<NpgsqlException>());
        Assert.That(server.Stopped, Does.Contain("ran for more than 0.3 s"));
    }

    [Test]
    public async Task Another_version_than_the_target_has_is_refused()
    {
        await RequireDockerAsync();
        using var place = new ShadowPlace();
        var failure = await Assert.CatchAsync<GateException>(() => OpenAsync(place, version: 99));

        Assert.That(failure!.Problem, Does.Match(@$"^The image `{Image}` has PostgreSQL \d+, and the target's engine is 99\.$"));
        Assert.That(place.Leftovers, Is.Empty);
    }

    [Test]
    public async Task An_image_that_cannot_be_pulled_is_named()
    {
        await RequireDockerAsync();
        using var place = new ShadowPlace();
        var failure = await Assert.CatchAsync<GateException>(() => OpenAsync(place, "docker://registry.invalid/postgres:17"));

        Assert.That(failure!.Problem, Does.Match(@"^The image `registry\.invalid/postgres:17` could not be pulled: .+\.$"));
    }

    [Test]
    public async Task An_image_without_a_server_is_named()
    {
        await RequireDockerAsync();
        using var place = new ShadowPlace();
        var image = $"changegate-test-{Guid.NewGuid():N}";
        var archive = Path.Combine(place.Folder, "empty.tar");
        await File.WriteAllBytesAsync(archive, new byte[1024]);
        await DockerAsync("import", archive, image);
        File.Delete(archive);

        try
        {
            var failure = await Assert.CatchAsync<GateException>(() => OpenAsync(place, $"docker://{image}"));

            Assert.That(failure!.Problem, Does.Match($@"^The container of `{image}` did not start a server: .*(sh|postgres).*\.$"));
            Assert.That(place.Leftovers, Is.Empty);
        }
        finally
        {
            await DockerAsync("rmi", image);
        }
    }

    [Test]
    public async Task A_container_does_not_outlive_a_process_that_is_killed()
    {
        await RequireDockerAsync();
        using var place = new ShadowPlace();
        using var child = KilledProcessTests.StartMyself(place.Folder, nameof(Hold_a_container));
        await KilledProcessTests.UntilAsync(() => File.Exists(Path.Combine(place.Folder, "ready")));
        var name = ContainerOf(place);

        child.Kill(entireProcessTree: true);
        await child.WaitForExitAsync();
        await KilledProcessTests.UntilAsync(() => DockerAsync("ps", "--all", "--quiet", "--filter", $"name={name}").GetAwaiter().GetResult().Length == 0);

        await using (await OpenAsync(place))
        {
            Assert.That(ContainerOf(place), Is.Not.EqualTo(name));
        }
    }

    [Test]
    public async Task A_container_that_did_not_notice_that_its_process_was_killed_is_removed_by_the_next()
    {
        await RequireDockerAsync();
        using var place = new ShadowPlace();
        var name = $"changegate-shadow-{Guid.NewGuid():N}"[..30];
        await DockerAsync("create", "--name", name, "--entrypoint", "sh", Image);
        var folder = Directory.CreateDirectory(Path.Combine(place.Folder, "cgshadow-0123456789")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "alive"), "");
        await File.WriteAllTextAsync(Path.Combine(folder, "container"), name);

        await using (await OpenAsync(place))
        {
            Assert.That(await DockerAsync("ps", "--all", "--quiet", "--filter", $"name={name}"), Is.Empty);
        }
    }

    [Test, Explicit("The test above runs it in a process of its own.")]
    public async Task Hold_a_container()
    {
        using var place = new ShadowPlace(Environment.GetEnvironmentVariable(KilledProcessTests.PlaceVariable)!);
        await using var server = await OpenAsync(place);
        await server.CreateAsync(default);
        await File.WriteAllTextAsync(Path.Combine(place.Folder, "ready"), "");
        await Task.Delay(Timeout.Infinite);
    }

    [Test]
    public async Task Without_docker_its_own_words_say_so()
    {
        if (await Silence.Value is null)
        {
            Assert.Ignore("Docker answers.");
        }

        using var place = new ShadowPlace();
        var failure = await Assert.CatchAsync<GateException>(() => OpenAsync(place));

        Assert.That(failure!.Problem, Does.Match("^(There is no program `docker` here|Docker does not answer: .*(daemon|API)).*[^?]\\.$"));
        Assert.That(failure.Problem.Any(char.IsControl), Is.False);
        Assert.That(place.Leftovers, Is.Empty);
    }

    [TestCase("docker:postgres")]
    [TestCase("docker://")]
    [TestCase("docker://--privileged")]
    [TestCase("docker://postgres:17 --privileged")]
    [TestCase("docker://postgres:17@sha256:0123")]
    [TestCase("docker://user:secret@registry.example/postgres")]
    public void What_names_no_image_is_refused_before_docker_sees_it(string setting) =>
        Assert.That(() => ContainerImage.Of(setting, null), Throws.InstanceOf<GateException>().With.Property(nameof(GateException.Problem)).EqualTo("The server for shadows begins with `docker:` and names no image."));

    [TestCase("docker", 15, "postgres:15")]
    [TestCase("docker", null, "postgres:18")]
    [TestCase("docker://postgis/postgis:17-3.5", 17, "postgis/postgis:17-3.5")]
    [TestCase("docker://localhost:5000/team/postgres", null, "localhost:5000/team/postgres")]
    [TestCase("docker://registry.example/p:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 17, "registry.example/p:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void What_is_named_is_what_is_run_and_else_the_official_image_of_the_version(string setting, int? version, string image) =>
        Assert.That(ContainerImage.Of(setting, version).Name, Is.EqualTo(image));

    [Test]
    public void What_a_registry_puts_into_addresses_is_not_repeated() =>
        Assert.That(DockerProgram.Reason("Trying\nError response from daemon: Get \"https://registry.example/v2/x?token=secret&y=1\": denied\u001b[0m"), Is.EqualTo("Error response from daemon: Get \"https://registry.example/v2/x\": denied[0m"));
}

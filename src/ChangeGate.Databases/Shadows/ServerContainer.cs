using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>
/// A server in a container, reached through a socket in a private folder. Of the image only its programs, extensions and sample of settings are used: its entrypoint does not run.
/// The container waits for the end of its input, which comes when this process or <c>docker</c> ends in whatever way.
/// </summary>
internal sealed partial class ServerContainer : RunningPostgres
{
    // Beyond what the shadow may grow to: the empty cluster, and room in which growth is noticed.
    private const long MoreSpace = 768L << 20;

    private const string Measure = """
        select (select coalesce(sum(pg_database_size(oid)), 0) from pg_database) + (select coalesce(sum(size), 0) from pg_ls_waldir()) + (select coalesce(sum(size), 0) from pg_ls_tmpdir())
        """;

    private const string NameFile = "container";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ToAsk = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(10);

    private readonly ContainerImage _image;
    private readonly PrivateFolder _folder;
    private readonly string _name = $"changegate-shadow-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
    private readonly long _space;
    private readonly HeldProcess _docker;
    private readonly Task<string> _complaints;
    private string _version = "";

    private ServerContainer(ContainerImage image, ShadowOptions options)
    {
        _image = image;
        _folder = PrivateFolder.Create(options.TemporaryFolder, EndAbandoned);
        _space = options.DiskBytes + MoreSpace;
        Directory.CreateDirectory(Folder);

        if (!OperatingSystem.IsWindows())
        {
            // The server is another user there; here nobody gets through the folder above.
            File.SetUnixFileMode(Folder, (UnixFileMode)0b111_111_111);
        }

        File.WriteAllText(_folder[NameFile], _name);
        _docker = new HeldProcess(DockerProgram.Start(ContainerArguments.Run(new ContainerPlace(image, _name, Folder, _space), options)), () => Remove(_name));
        _complaints = _docker.Process.StandardError.ReadToEndAsync();
    }

    public override string Folder => _folder["socket"];

    public override int Major => PostgreSqlPrograms.MajorOf(_version);

    public override string Description => $"PostgreSQL {_version} ({_image.Name})";

    public override string Password { get; } = RandomNumberGenerator.GetHexString(40);

    /// <summary>Its data lies in memory.</summary>
    public static ShadowOptions Within(ShadowOptions options) => options with { DiskBytes = Math.Min(options.DiskBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4) };

    public static async Task<RunningPostgres> StartAsync(ContainerImage image, int? major, ShadowOptions options, CancellationToken cancellation)
    {
        await RequireDockerAsync(cancellation);
        await image.GetAsync(cancellation);
        var server = new ServerContainer(image, options);

        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            await server.WaitAsync(major, patience.Token);
            return server;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            server.Dispose();
            throw server.NotStarted("it did not take connections within a minute");
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <exception cref="GateException">Docker does not answer.</exception>
    public static async Task RequireDockerAsync(CancellationToken cancellation)
    {
        if (await DockerProgram.AskAsync(["ps", "--quiet", "--filter", $"label={ContainerArguments.Label}"], ToAsk, cancellation) is { Code: not 0, Errors: var reason })
        {
            throw new GateException($"Docker does not answer: {reason}.", $"Start its daemon and give this user the right to talk to it, {DockerProgram.Otherwise}");
        }
    }

    /// <summary>Removes the container that somebody left who held this folder.</summary>
    public static void RemoveAbandoned(string folder)
    {
        try
        {
            if (Path.Combine(folder, NameFile) is var file && File.Exists(file) && File.ReadAllText(file) is var name && OwnName().IsMatch(name))
            {
                Remove(name);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is not ours.
        }
    }

    public override async Task<DiskSpace> MeasureAsync(ShadowDatabases databases, CancellationToken cancellation)
    {
        var used = long.Parse((await databases.ReadAsync($"select ({Measure})::text", cancellation)).Single(), CultureInfo.InvariantCulture);
        return new DiskSpace(used, _space - used);
    }

    public override void Dispose()
    {
        _docker.Dispose();
        _folder.Dispose();
    }

    private async Task WaitAsync(int? major, CancellationToken cancellation)
    {
        var said = await _docker.Process.StandardOutput.ReadLineAsync(cancellation) ?? "";
        _version = PostgreSqlPrograms.VersionIn(said) ?? throw await FailedAsync(said, cancellation);

        if (major is { } wanted ? Major != wanted : Major < PostgreSqlPrograms.OldestMajor)
        {
            throw new GateException(
                major is null ? $"The image `{_image.Name}` has PostgreSQL {Major}." : $"The image `{_image.Name}` has PostgreSQL {Major}, and the target's engine is {major}.",
                major is null ? $"Name one of version {PostgreSqlPrograms.OldestMajor} or newer." : "Name an image of the target's version, or correct `engine`.");
        }

        await _docker.Process.StandardInput.WriteLineAsync((Major < 15 ? "yes" : "").AsMemory(), cancellation);
        await _docker.Process.StandardInput.WriteLineAsync(Password.AsMemory(), cancellation);
        await _docker.Process.StandardInput.FlushAsync(cancellation);
        said = await _docker.Process.StandardOutput.ReadLineAsync(cancellation) ?? "";

        if (said != "ready")
        {
            throw await FailedAsync(said, cancellation);
        }

        if (!await IsReachedAsync(cancellation))
        {
            throw Elsewhere();
        }

        if (_image.IsNamed)
        {
            await DockerProgram.AskAsync(["exec", "--user", "root", _name, "sh", "-c", ContainerArguments.TrustExtensions], ToAsk, cancellation);
        }
    }

    private async Task<GateException> FailedAsync(string said, CancellationToken cancellation)
    {
        var rest = await _docker.Process.StandardOutput.ReadToEndAsync(cancellation);
        var reason = DockerProgram.Reason($"{await _complaints.WaitAsync(cancellation)}\n{said}\n{rest}");
        return reason.Contains("bind source path does not exist", StringComparison.Ordinal) ? Elsewhere() : NotStarted(reason);
    }

    // Where Docker runs in a virtual machine the socket is seen, and nobody listens.
    private async Task<bool> IsReachedAsync(CancellationToken cancellation)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(Folder, ".s.PGSQL.5432")), cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private GateException Elsewhere() => new(
        $"The server in a container of `{_image.Name}` cannot be reached through `{Folder}`: Docker runs on another machine or in a virtual one, or does not see this folder.",
        $"Let Docker run on this machine, {DockerProgram.Otherwise}");

    private GateException NotStarted(string reason) =>
        new($"The container of `{_image.Name}` did not start a server: {reason}.", "Mend what it says, or name an image that is made from the official one of PostgreSQL.");

    private static void Remove(string name)
    {
        using var docker = DockerProgram.Start("rm", "--force", "--volumes", name);
        docker.WaitForExit(ToEnd);
    }

    [GeneratedRegex("^changegate-shadow-[0-9a-f]{12}$")]
    private static partial Regex OwnName();
}

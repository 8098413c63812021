using ChangeGate.Cli;
using ChangeGate.Cli.Deployments;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Running;
using ChangeGate.Evidence;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Tests.Harness;
using ChangeGate.Signatures;
using Microsoft.Data.Sqlite;

namespace ChangeGate.GitHub.Tests.Deployments;

/// <summary>A repository whose pull requests are merged and deployed to a real database.</summary>
internal sealed class DeployedShop : IDisposable
{
    public const string Drop = "ALTER TABLE orders DROP COLUMN note;\n";

    private readonly SigningKey _key = SigningKey.Create();

    private readonly Dictionary<int, (string Head, Dictionary<string, string?> Files)> _proposed = [];

    private DeployedShop(Sandbox sandbox, string folder) => (Sandbox, Folder) = (sandbox, folder);

    public Sandbox Sandbox { get; }

    /// <summary>Where the database, the key and the evidence lie.</summary>
    public string Folder { get; }

    private string Database => Path.Combine(Folder, "shop.db");

    public string PublicKeyPem => _key.PublicKey.Pem;

    public string KeyFile => Path.Combine(Folder, "runner.key");

    private string Evidence => Path.Combine(Folder, "evidence");

    public string Configuration => $$"""
        version: 1
        targets:
          shop:
            dialect: sqlite
            migrations: db
            environments: { production: { connection: "Data Source={{Database}}", protected: true } }
        evidence: { folder: "{{Evidence}}", key: "${CHANGEGATE_KEY}" }
        policy:
          clauses:
            - { name: data loss needs a person, when: { hazard: data-loss }, require: { approvals: 1 } }
        """;

    /// <summary>The first migration stands in the database already.</summary>
    public static async Task<DeployedShop> CreateAsync()
    {
        var shop = new DeployedShop(await Sandbox.CreateAsync(), Directory.CreateTempSubdirectory("changegate-deploy").FullName);
        await File.WriteAllTextAsync(shop.KeyFile, shop._key.ToPem());
        await shop.Sandbox.CommitAsync("main", new Dictionary<string, string?> { ["changegate.yml"] = shop.Configuration });
        var first = await shop.Sandbox.CommitAsync("main", Migration("0001_orders.sql", "CREATE TABLE orders (id integer PRIMARY KEY, note text);\nINSERT INTO orders VALUES (1, 'keep me');\n"));
        Assert.That(await shop.DeployAsync(first), Is.EqualTo(ExitCode.Allowed));
        return shop;
    }

    public static Dictionary<string, string?> Migration(string name, string sql) => new() { [$"db/{name}"] = sql };

    public async Task<(int Number, string Head)> ProposeAsync(string branch, Dictionary<string, string?> files, string author = "bob")
    {
        var head = await Sandbox.CommitAsync(branch, files, new Authoring(author));
        var number = await Sandbox.OpenAsync(author, branch);
        _proposed[number] = (head, files);
        return (number, head);
    }

    /// <returns>The commit that the branch has then.</returns>
    public Task<string> MergeAsync(int number, bool squash = false) => Sandbox.MergeAsync(number, _proposed[number].Head, _proposed[number].Files, squash);

    public async Task<ExitCode> DeployAsync(string commit, long? deployment = null)
    {
        var hosted = await HostedAsync(commit, deployment);
        return await new GovernedDeployment(Request(hosted), hosted).RunAsync(default);
    }

    /// <summary>Its client lives as long as the sandbox.</summary>
    public async Task<HostedDeployment> HostedAsync(string commit, long? deployment = null)
    {
        var client = Sandbox.Client(Credentials.OfToken(GitHubServer.TokenOf(GitHubServer.Owner)));
        var repository = client.Repository(Sandbox.Name);
        return new HostedDeployment(client, repository, GovernedEnvironment.Find(await HostedCommit.OnAsync(repository, commit, null, default), null, null, "production")) { Number = deployment };
    }

    public ApplyRequest Request(HostedDeployment hosted) =>
        new(hosted.Environment, null, new EvidenceRequest(Evidence, KeyFile), new OutputRequest(Json: false, []));

    public async Task<ExitCode> RollBackAsync(int number)
    {
        var hosted = await HostedAsync((await Sandbox.TipAsync("main"))!);
        return await new ReviewedRollback(new RollbackRequest(hosted.Environment, Request(hosted).Evidence, Json: false), hosted, number).RunAsync(default);
    }

    public IReadOnlyList<string> Bundles => Directory.Exists(Evidence) ? [.. Directory.EnumerateFiles(Evidence, "*.json").Order(StringComparer.Ordinal)] : [];

    public Verification Verify(string bundle) =>
        EvidenceVerifier.Verify(File.ReadAllBytes(bundle), new VerificationOptions { TrustedKeys = [_key.PublicKey], Earlier = [.. Bundles.Where(other => other != bundle).Select(other => (ReadOnlyMemory<byte>)File.ReadAllBytes(other))] });

    public void Do(string sql)
    {
        using var connection = Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public object? Ask(string sql)
    {
        using var connection = Open();
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar();
    }

    public List<string> Columns()
    {
        using var connection = Open();
        using var command = new SqliteCommand("SELECT name FROM pragma_table_info('orders') ORDER BY cid", connection);
        using var reader = command.ExecuteReader();
        var names = new List<string>();

        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        Sandbox.Dispose();
        _key.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
